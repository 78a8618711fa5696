package io.mynah.models;

import io.mynah.api.model.ModelException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What opens the hub: asked for when it is needed, and kept nowhere. No record, as those tell all they have. */
final class HubToken {
    private static final String VARIABLE = "HF_TOKEN";

    private final Supplier<Optional<String>> setting;
    private final Map<String, String> environment;
    private final List<TokenFile> files;

    /**
     * @param setting the token that the settings name, which goes first
     * @param files where it is looked for if neither settings nor environment have it, in this order
     */
    HubToken(Supplier<Optional<String>> setting, Map<String, String> environment, List<TokenFile> files) {
        this.setting = setting;
        this.environment = environment;
        this.files = List.copyOf(files);
    }

    /** Where it is looked for besides. */
    List<TokenFile> files() {
        return files;
    }

    /** A token, and where it was found. */
    private static final class Found {
        private final String text;
        private final String from;

        Found(String text, String from) {
            this.text = text.strip();
            this.from = from;
        }
    }

    /**
     * Reads it anew.
     *
     * @throws ModelException.Storage if there is one that cannot be read or be one
     */
    Optional<String> read() throws ModelException.Storage {
        return find().map(found -> found.text);
    }

    /**
     * Where it comes from, in words that hold nothing of it.
     *
     * @throws ModelException.Storage as {@link #read()}
     */
    Optional<String> source() throws ModelException.Storage {
        return find().map(found -> found.from);
    }

    private Optional<Found> find() throws ModelException.Storage {
        String variable = environment.get(VARIABLE);
        // The launcher gives what the variable has as the setting's value, too.
        Optional<Found> found = setting.get()
                .map(text -> new Found(text, text.equals(variable) ? VARIABLE : "the setting hf.token"))
                .or(() -> Optional.ofNullable(variable).map(text -> new Found(text, VARIABLE)))
                .filter(token -> !token.text.isEmpty());
        for (TokenFile file : files) {
            if (found.isEmpty()) {
                found = file.read().map(text -> new Found(text, file.path().toString()));
            }
        }
        if (found.isPresent() && !TokenFile.isToken(found.get().text)) {
            throw new ModelException.Storage("the hub's token holds characters that no token has");
        }
        return found;
    }
}

package io.mynah.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceShelf;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All voices there are, of the engines and of the user, under the names that requests know them by. Thread-safe. */
final class VoiceCatalog {
    /** No file system knows longer names. */
    private static final int LONGEST_NAME = 255;

    private static final Pattern BLEND =
            Pattern.compile(Pattern.quote(VoiceShelf.BLEND_EXTENSION) + "$", Pattern.CASE_INSENSITIVE);

    private final Facades facades;
    private final Settings settings;

    VoiceCatalog(Facades facades, Settings settings) {
        this.facades = facades;
        this.settings = settings;
    }

    /** A voice of an engine. */
    record BuiltIn(EngineInfo engine, VoiceInfo voice) {}

    VoiceShelf shelf() throws SpeechException {
        return facades.awaitShelf(settings.serviceWait());
    }

    /** Voices of the engines that are there, the preferred engine's first. */
    List<BuiltIn> builtIn() {
        List<BuiltIn> all = new ArrayList<>();
        for (EngineInfo engine : facades.speech().map(SpeechService::engines).orElse(List.of())) {
            engine.voices().forEach(voice -> all.add(new BuiltIn(engine, voice)));
        }
        return all;
    }

    Optional<BuiltIn> builtIn(String id) {
        return builtIn().stream().filter(known -> known.voice().id().equals(id)).findFirst();
    }

    /** The user's voice that a name means to requests: a built-in one goes before a mixture that has just its name. */
    Optional<UserVoice> user(String name) throws SpeechException {
        return shelf().voice(name)
                .filter(found -> found.clip() != null
                        || found.filename().equals(name)
                        || builtIn(name).isEmpty());
    }

    /**
     * The user's voice of a name. It must be the voice's own, with or without its extension: for {@code a.mp3}, which has just
     * been removed, requests get {@code a.wav}, but nobody wants to remove that in turn.
     *
     * @throws BadRequestException 409 if it is a built-in one
     * @throws SpeechException.VoiceNotFound if there is none
     */
    UserVoice changeable(String name) throws BadRequestException, SpeechException {
        Optional<UserVoice> found = user(name).filter(voice -> isCalled(voice, name));
        if (found.isEmpty() && builtIn(name).isPresent()) {
            throw new BadRequestException(409, "'" + name + "' is a voice of an engine and cannot be changed", null);
        }
        return found.orElseThrow(() -> notFound(name));
    }

    /** Also by what was converted from it, which is listed as well. */
    private boolean isCalled(UserVoice voice, String name) {
        String normal = Normalizer.normalize(name, Normalizer.Form.NFC);
        return voice.filename().equals(normal)
                || VoiceJson.stem(voice.filename()).equals(normal)
                || facades.voices()
                        .filter(library -> library.names().contains(normal))
                        .isPresent();
    }

    /**
     * Makes sure that a mixture's name means no other voice.
     *
     * @param name with or without the extension of mixtures
     * @throws BadRequestException 409 if it does
     */
    void requireFree(String name) throws BadRequestException, SpeechException {
        String bare = nameOfBlend(name);
        boolean taken = builtIn(bare).isPresent()
                || shelf().voice(bare).filter(found -> found.clip() != null).isPresent();
        if (taken) {
            throw new BadRequestException(409, "'" + name + "' is the name of another voice", null);
        }
    }

    /** Name of a mixture without its extension, which can be in any case. */
    static String nameOfBlend(String name) {
        return BLEND.matcher(name).replaceFirst("");
    }

    SpeechException.VoiceNotFound notFound(String name) {
        String shown = name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
        return new SpeechException.VoiceNotFound(
                shown,
                facades.voices().map(library -> library.directory().toString()).orElse(""),
                facades.voices().map(library -> library.names()).orElse(List.of()));
    }

    ObjectNode describe(UserVoice voice) {
        Clip clip = voice.clip();
        return clip != null ? VoiceJson.clip(voice, clip) : VoiceJson.blend(voice, faultOf(voice));
    }

    private @Nullable String faultOf(UserVoice blend) {
        Optional<SpeechService> speech = facades.speech();
        if (speech.isEmpty()) {
            return "The speech service is not running";
        }
        try {
            speech.get().checkVoice(blend.filename());
            return null;
        } catch (SpeechException e) {
            return e.getMessage();
        }
    }
}

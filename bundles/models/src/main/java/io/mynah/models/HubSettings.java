package io.mynah.models;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the hub is, where its cache lies, what opens it, and whether it may be asked: by the same environment variables, in
 * the same order, as the hub's own programs, so that models they have fetched are found.
 *
 * @param endpoint without a slash at the end
 * @param cache its root
 * @param token asked for when it is needed, and kept nowhere
 * @param offline which setting forbids the network; empty if none does
 */
record HubSettings(URI endpoint, Path cache, HubToken token, Optional<String> offline) {
    private static final String DEFAULT_ENDPOINT = "https://huggingface.co";
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

    /**
     * Reads the environment.
     *
     * @param setting the token that the settings name, which goes first
     * @param kept where we keep a token ourselves
     * @param ours whether our own setting says offline
     */
    static HubSettings of(
            Map<String, String> environment,
            Path userHome,
            Supplier<Optional<String>> setting,
            TokenFile kept,
            boolean ours) {
        Function<String, @Nullable Path> folder = name -> {
            String text = environment.getOrDefault(name, "").strip();
            if (text.isEmpty()) {
                return null;
            }
            return text.equals("~") || text.startsWith("~/")
                    ? userHome.resolve(text.replaceFirst("^~/?", ""))
                    : Path.of(text);
        };
        Path general = folder.apply("XDG_CACHE_HOME");
        Path home = folder.apply("HF_HOME");
        if (home == null) {
            home = (general == null ? userHome.resolve(".cache") : general).resolve("huggingface");
        }
        Path cache = folder.apply("HF_HUB_CACHE");
        if (cache == null) {
            cache = folder.apply("HUGGINGFACE_HUB_CACHE");
        }
        Path named = folder.apply("HF_TOKEN_PATH");
        List<TokenFile> files = List.of(kept, new TokenFile(named == null ? home.resolve("token") : named));
        return new HubSettings(
                endpoint(environment.getOrDefault("HF_ENDPOINT", "").strip()),
                (cache == null ? home.resolve("hub") : cache).toAbsolutePath(),
                new HubToken(setting, environment, files),
                offline(environment, ours));
    }

    private static URI endpoint(String text) {
        URI uri = URI.create((text.isEmpty() ? DEFAULT_ENDPOINT : text).replaceAll("/+$", ""));
        if (uri.getHost() == null || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("HF_ENDPOINT is not an address such as " + DEFAULT_ENDPOINT);
        }
        return uri;
    }

    private static Optional<String> offline(Map<String, String> environment, boolean ours) {
        if (ours) {
            return Optional.of("OFFLINE_MODE");
        }
        for (String name : new String[] {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"}) {
            if (TRUE.contains(environment.getOrDefault(name, "").strip().toUpperCase(Locale.ROOT))) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}

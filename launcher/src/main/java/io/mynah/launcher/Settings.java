package io.mynah.launcher;

import io.mynah.launcher.Setting.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All settings and their values. {@link #TABLE} is the one place where a setting is declared: its name in the file and in
 * the environment, what is allowed, the default, and where it goes. The environment wins over the file.
 */
final class Settings {
    static final String SERVER_HOST = "server.host";
    static final String SERVER_PORT = "server.port";
    static final String OUTPUT_DIR = "output.dir";
    static final String REFERENCES_DIR = "references.dir";
    static final String HF_TOKEN = "hf.token";
    static final String ADMIN_TOKEN = "admin.token";
    static final String LOG_LEVEL = "log.level";
    static final String DRAIN_TIMEOUT = "drain.timeout";
    static final String QUEUE_CAPACITY = "queue.capacity";
    static final String SHELL = "gogo.shell";

    /** What is shown to nobody. */
    static final Set<String> SECRETS = Set.of(HF_TOKEN, ADMIN_TOKEN);

    private static final String CORE = "io.mynah.core";
    private static final String VOICES = "io.mynah.voices";
    private static final String REST = "io.mynah.rest";
    private static final String KOKORO = "io.mynah.engine.kokoro";
    private static final String CHATTERBOX = "io.mynah.engine.chatterbox";

    static final List<Setting> TABLE = List.of(
            launcher(SERVER_HOST, "0.0.0.0", ValueType.host(), "SERVER_HOST"),
            launcher(SERVER_PORT, "5002", ValueType.whole(0, 65535), "SERVER_PORT"),
            component(REST, "allowed.origins", "allowed.origins", "", ValueType.origins(), "ALLOWED_ORIGINS"),
            component(REST, "body.limit.bytes", "body.limit.bytes", "1048576", ValueType.whole(1024, 64L << 20)),
            component(
                    VOICES,
                    "references.dir",
                    REFERENCES_DIR,
                    "references",
                    ValueType.directory(),
                    "TTS_REFERENCES_DIR",
                    "REFERENCES_DIR"),
            component(VOICES, "upload.limit.bytes", "upload.limit.bytes", "104857600", ValueType.whole(1024, 1L << 40)),
            component("io.mynah.cli", "output.dir", OUTPUT_DIR, "audio_output", ValueType.directory(), "OUTPUT_DIR"),
            component(
                    "io.mynah.engine.onnx",
                    "device",
                    "device",
                    "auto",
                    ValueType.oneOf(words("auto", "cpu", "cuda")),
                    "DEVICE"),
            component(KOKORO, "ranking", "kokoro.ranking", "-10", ValueType.whole(-1000, 1000)),
            component(KOKORO, "idle.unload.seconds", "kokoro.idle.unload", "600", ValueType.whole(0, 604_800)),
            component(CHATTERBOX, "ranking", "chatterbox.ranking", "-5", ValueType.whole(-1000, 1000)),
            component(CHATTERBOX, "model", "chatterbox.model", "chatterbox-turbo", ValueType.modelId()),
            component(CHATTERBOX, "precision", "chatterbox.precision", "auto", ValueType.precision()),
            component(CHATTERBOX, "idle.unload.seconds", "chatterbox.idle.unload", "600", ValueType.whole(0, 604_800)),
            component("io.mynah.closest", "search.seconds", "closest.search", "90", ValueType.whole(0, 3_600)),
            component(
                    CORE,
                    "workers",
                    "max.workers",
                    Integer.toString(Runtime.getRuntime().availableProcessors()),
                    ValueType.whole(1, 1024),
                    "MAX_WORKERS"),
            component(CORE, "request.timeout.ms", "timeout", "30", ValueType.seconds(0.1, 86_400), "TIMEOUT"),
            component(CORE, "queue.capacity", QUEUE_CAPACITY, "64", ValueType.whole(1, 1_000)),
            component(CORE, "text.limit", "text.limit", "10000", ValueType.whole(1, 100_000)),
            new Setting(
                    DRAIN_TIMEOUT,
                    names(DRAIN_TIMEOUT),
                    List.of(
                            new Target.Configuration(CORE, "drain.timeout.ms"),
                            new Target.Configuration(REST, "drain.timeout.ms")),
                    ValueType.seconds(0, 3600),
                    "30"),
            component(CORE, "swap.timeout.ms", "swap.timeout", "10", ValueType.seconds(0, 3600)),
            sampling("temperature", "1.7", ValueType.decimal(0.05, 5)),
            sampling("min_p", "0.1", ValueType.decimal(0, 1)),
            sampling("top_p", "0.9", ValueType.decimal(0, 1)),
            sampling("top_k", "50", ValueType.whole(1, 100)),
            sampling("repetition_penalty", "1.0", ValueType.decimal(0.5, 2)),
            sampling("norm_loudness", "true", ValueType.flag()),
            new Setting(
                    LOG_LEVEL,
                    names(LOG_LEVEL, "LOG_LEVEL"),
                    List.of(new Target.FrameworkProperty("mynah.log.level")),
                    ValueType.oneOf(logLevels()),
                    "INFO"),
            component("io.mynah.console", "allow.remote", "console.allow.remote", "false", ValueType.flag()),
            launcher(SHELL, "false", ValueType.flag()),
            new Setting(
                    "offline.mode",
                    names("offline.mode", "OFFLINE_MODE"),
                    List.of(new Target.FrameworkProperty("mynah.offline")),
                    ValueType.flag(),
                    "false"),
            new Setting(
                    "model",
                    names("model"),
                    List.of(
                            new Target.Configuration(CORE, "preferred.model"),
                            new Target.Configuration("io.mynah.models", "model")),
                    ValueType.modelId(),
                    null),
            launcher(HF_TOKEN, null, ValueType.secret(), "HF_TOKEN"),
            launcher(ADMIN_TOKEN, null, ValueType.token(), "ADMIN_TOKEN"));

    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Reads every setting.
     *
     * @param environment as of {@link System#getenv()}
     * @param file what conf/mynah.conf says
     * @param home relative paths of the file and of defaults count from here; those of the environment from the current
     *     folder, as in a shell
     */
    static Settings read(Map<String, String> environment, ConfFile file, Path home) throws SettingException {
        for (ConfFile.Entry entry : file.entries()) {
            if (TABLE.stream().noneMatch(setting -> setting.key().equals(entry.key()))) {
                throw new SettingException(entry.origin() + ": there is no setting '" + entry.key() + "'"
                        + nearest(entry.key())
                                .map(other -> "; did you mean '" + other + "'?")
                                .orElse(""));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Setting setting : TABLE) {
            Object value = read(setting, environment, file, home);
            if (value != null) {
                values.put(setting.key(), value);
            }
        }
        return new Settings(values);
    }

    private static @Nullable Object read(Setting setting, Map<String, String> environment, ConfFile file, Path home)
            throws SettingException {
        for (String name : setting.names()) {
            String text = environment.get(name);
            // Set but empty is how people unset a variable for one command.
            if (text != null && !text.isBlank()) {
                return parse(setting, name, text, Path.of("").toAbsolutePath(), "the environment");
            }
        }
        Optional<ConfFile.Entry> entry = file.find(setting.key());
        if (entry.isPresent() && !entry.get().value().isEmpty()) {
            return parse(
                    setting,
                    setting.key(),
                    entry.get().value(),
                    home,
                    entry.get().origin());
        }
        return setting.fallback() == null
                ? null
                : parse(setting, setting.key(), setting.fallback(), home, "the default");
    }

    private static Object parse(Setting setting, String name, String text, Path base, String origin)
            throws SettingException {
        try {
            return setting.type().parser().parse(text.strip(), base);
        } catch (IllegalArgumentException e) {
            String shown = setting.isSecret() ? "" : " = '" + printable(text) + "'";
            throw new SettingException(name + shown + " (from " + origin + ") is not "
                    + setting.type().allowed());
        }
    }

    /** Values for components, by PID and key. */
    Map<String, Map<String, Object>> configurations() {
        Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
        for (Setting setting : TABLE) {
            Object value = values.get(setting.key());
            for (Target target : value == null ? List.<Target>of() : setting.targets()) {
                if (target instanceof Target.Configuration configuration) {
                    configurations
                            .computeIfAbsent(configuration.pid(), pid -> new LinkedHashMap<>())
                            .put(configuration.key(), value);
                }
            }
        }
        return configurations;
    }

    /** Values for the framework. */
    Map<String, String> frameworkProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (Setting setting : TABLE) {
            Object value = values.get(setting.key());
            for (Target target : value == null ? List.<Target>of() : setting.targets()) {
                if (target instanceof Target.FrameworkProperty property) {
                    properties.put(property.name(), value.toString());
                }
            }
        }
        return properties;
    }

    String text(String key) {
        return values.get(key).toString();
    }

    long number(String key) {
        return (Long) values.get(key);
    }

    boolean flag(String key) {
        return (Boolean) values.get(key);
    }

    /** One of {@link #SECRETS}, which goes nowhere but to those that ask for it by name. */
    Optional<String> secret(String key) {
        return Optional.ofNullable((String) values.get(key));
    }

    private static Setting component(
            String pid, String target, String key, String fallback, ValueType type, String... names) {
        return new Setting(key, names(key, names), List.of(new Target.Configuration(pid, target)), type, fallback);
    }

    private static Setting launcher(String key, @Nullable String fallback, ValueType type, String... names) {
        return new Setting(key, names(key, names), List.of(), type, fallback);
    }

    private static Setting sampling(String name, String fallback, ValueType type) {
        String key = "default." + name;
        return component(
                REST, key, key, fallback, type, key.toUpperCase(Locale.ROOT).replace('.', '_'));
    }

    private static List<String> names(String key, String... names) {
        List<String> all = new ArrayList<>(List.of(names));
        all.add(Setting.ownName(key));
        return List.copyOf(all);
    }

    private static Map<String, String> words(String... words) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String word : words) {
            map.put(word, word);
        }
        return map;
    }

    /** Ours and Python's names, since the original took the latter. */
    private static Map<String, String> logLevels() {
        Map<String, String> levels = words("TRACE", "DEBUG", "INFO", "WARN", "ERROR");
        levels.put("WARNING", "WARN");
        levels.put("CRITICAL", "ERROR");
        return levels;
    }

    private static Optional<String> nearest(String key) {
        return TABLE.stream()
                .map(Setting::key)
                .filter(other -> distance(key, other) <= 3)
                .min(Comparator.comparingInt(other -> distance(key, other)));
    }

    /** How many letters have to be changed, added or left out (Levenshtein, by Wagner and Fischer). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .limit(80)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

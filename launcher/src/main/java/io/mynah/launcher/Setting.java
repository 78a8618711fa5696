package io.mynah.launcher;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set.
 *
 * @param key its name in conf/mynah.conf, such as {@code queue.capacity}
 * @param names environment variables that set it, the strongest first; the last is always {@code MYNAH_} and the key
 * @param targets where the value goes; nowhere else than the launcher if there is none
 * @param type how it is read
 * @param fallback its value where nothing is set, as a person would write it; {@code null} for none
 */
record Setting(
        String key,
        List<String> names,
        List<Target> targets,
        ValueType type,
        @Nullable String fallback) {

    /** Where the value of a setting goes. */
    sealed interface Target {

        /** To a component, by Config Admin. */
        record Configuration(String pid, String key) implements Target {}

        /** To the framework and any bundle that asks for it. */
        record FrameworkProperty(String name) implements Target {}
    }

    static String ownName(String key) {
        return "MYNAH_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    boolean isSecret() {
        return Settings.SECRETS.contains(key);
    }
}

package io.mynah.text.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The months, by number and by their names in full and in short. */
final class Months {

    private static final int SHORT = 3;

    private final Map<String, String> byShortName;
    private final List<String> names;

    Months(WordTables tables) {
        this.byShortName = tables.replacements("months");
        this.names = List.copyOf(byShortName.values());
    }

    /** The name of a month, 1 to 12. */
    String name(int month) {
        return names.get(month - 1);
    }

    /** The name of a month that is written in full or in short. */
    String name(String written) {
        String key = written.substring(0, SHORT).toLowerCase(Locale.ROOT);
        return byShortName.getOrDefault(key, written);
    }

    /** All ways to write a month, as part of a pattern. */
    String pattern() {
        List<String> all = new ArrayList<>(names);
        for (String key : byShortName.keySet()) {
            all.add(key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1));
        }
        all.add("Sept");
        return Patterns.oneOf(all);
    }
}

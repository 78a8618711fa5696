package io.mynah.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line, taken apart: {@code --name value}, {@code --name=value}, {@code -o value}, flags and plain words;
 * {@code --} ends the options. A single {@code -} is a plain word.
 */
final class Arguments {
    private final Map<String, String> options = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    /** A command line that is not understood; the message is for people. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * Takes a command line apart.
     *
     * @param valued options with a value, such as {@code --voice}
     * @param flags options without
     */
    Arguments(String[] args, Set<String> valued, Set<String> flags) throws UsageException {
        boolean ended = false;
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (ended || !arg.startsWith("-") || arg.equals("-")) {
                words.add(arg);
                continue;
            }
            if (arg.equals("--")) {
                ended = true;
                continue;
            }
            int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
            String name = equals < 0 ? arg : arg.substring(0, equals);
            if (valued.contains(name)) {
                if (equals < 0 && i + 1 == args.length) {
                    throw new UsageException(name + " wants a value");
                }
                options.put(name, equals < 0 ? args[++i] : arg.substring(equals + 1));
            } else if (flags.contains(name) && equals < 0) {
                options.put(name, "");
            } else {
                throw new UsageException("unknown option " + name);
            }
        }
    }

    boolean has(String flag) {
        return options.containsKey(flag);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** The only plain word. */
    String onlyWord(String what) throws UsageException {
        if (words.size() != 1) {
            throw new UsageException(
                    words.isEmpty() ? what + " is missing" : "more than one " + what + "; put it in quotes");
        }
        return words.get(0);
    }

    /** All plain words, in their order. */
    List<String> words() {
        return List.copyOf(words);
    }

    void noWords() throws UsageException {
        if (!words.isEmpty()) {
            throw new UsageException("'" + words.get(0) + "' is not expected");
        }
    }
}

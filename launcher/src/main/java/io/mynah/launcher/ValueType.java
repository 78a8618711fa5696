package io.mynah.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a setting is read.
 *
 * @param allowed what a person may write, for messages, such as {@code a whole number from 1 to 64}
 * @param parser the value out of the trimmed text; throws IllegalArgumentException if it is not allowed
 */
record ValueType(String allowed, Parser parser) {

    /** Reads a text. Relative paths in it count from {@code base}. */
    @FunctionalInterface
    interface Parser {
        Object parse(String text, Path base);
    }

    static ValueType whole(long low, long high) {
        return new ValueType("a whole number from " + low + " to " + high, (text, base) -> {
            long value = Long.parseLong(text);
            return within(value >= low && value <= high, value);
        });
    }

    static ValueType decimal(double low, double high) {
        return new ValueType("a number from " + low + " to " + high, (text, base) -> {
            double value = Double.parseDouble(text);
            return within(value >= low && value <= high, value);
        });
    }

    /** A decimal number of seconds for people, whole milliseconds for the bundles. */
    static ValueType seconds(double low, double high) {
        return new ValueType("seconds, " + low + " to " + high, (text, base) -> {
            double value = Double.parseDouble(text);
            return within(value >= low && value <= high, Math.round(value * 1000));
        });
    }

    static ValueType flag() {
        return new ValueType("true or false", (text, base) -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** One of some words, in any case. The keys are what people write, the values what the bundles get. */
    static ValueType oneOf(Map<String, String> words) {
        String allowed = "one of " + String.join(", ", words.keySet());
        return new ValueType(allowed, (text, base) -> words.entrySet().stream()
                .filter(word -> word.getKey().equalsIgnoreCase(text))
                .map(word -> (Object) word.getValue())
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
    }

    /** A host name or an address; brackets around IPv6 are taken away. */
    static ValueType host() {
        return new ValueType("a host name or an IP address", (text, base) -> {
            String host = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
            return within(host.matches("[A-Za-z0-9._:%-]{1,253}"), host);
        });
    }

    static ValueType directory() {
        return new ValueType("a folder", (text, base) -> {
            try {
                String home = System.getProperty("user.home");
                String path = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
                return within(!path.isEmpty(), base.resolve(path).normalize().toString());
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    /** Origins as browsers send them, separated by commas; {@code *} for all; empty for none. */
    static ValueType origins() {
        return new ValueType("origins such as https://example.org, separated by commas, or *", (text, base) -> {
            List<String> origins = new ArrayList<>();
            Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .forEach(part -> {
                        within(part.equals("*") || isOrigin(part), part);
                        origins.add(part);
                    });
            return origins;
        });
    }

    /** The id of a model in the model store. */
    static ValueType modelId() {
        return pattern("the id of a model, such as chatterbox-turbo", "[a-z0-9][a-z0-9._-]{0,63}");
    }

    /** Of a model's files; {@code auto} to choose. */
    static ValueType precision() {
        String one = "(fp32|fp16|q8|q4|q4f16)";
        return pattern(
                "auto, fp32, fp16, q8, q4 or q4f16, or one of them and others for single graphs, such as "
                        + "q4,conditional_decoder=fp32",
                "auto|" + one + "(\\s*,\\s*[a-z_]+\\s*=\\s*" + one + ")*");
    }

    private static ValueType pattern(String allowed, String pattern) {
        return new ValueType(allowed, (text, base) -> {
            String lower = text.toLowerCase(Locale.ROOT);
            return within(lower.matches(pattern), lower);
        });
    }

    /** Anything; never shown. */
    static ValueType secret() {
        return new ValueType("a text", (text, base) -> text);
    }

    /** What a person chose for programs to show; long enough that nobody guesses it. */
    static ValueType token() {
        return new ValueType(
                "16 to 200 letters, digits and -._~+/=, such as 'openssl rand -hex 24' gives",
                (text, base) -> within(text.matches("[A-Za-z0-9._~+/=-]{16,200}"), text));
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null
                    && uri.getHost() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static <T> T within(boolean allowed, T value) {
        if (!allowed) {
            throw new IllegalArgumentException();
        }
        return value;
    }
}

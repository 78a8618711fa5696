package io.mynah.rest.body;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first syntax error of a JSON text, and names it and its place as Python's {@code json} module does: clients
 * know the position in {@code loc} from there. It only runs on texts that the parser has refused already.
 *
 * <p>The nesting is kept in a bit set instead of the call stack, so that depth costs nothing.
 */
final class JsonFault {

    /**
     * @param position of the fault, in code points from 0
     * @param error in Python's words
     */
    record Fault(int position, String error) {}

    private static final String VALUE = "Expecting value";
    private static final String NAME = "Expecting property name enclosed in double quotes";
    private static final String COMMA = "Expecting ',' delimiter";
    private static final String COLON = "Expecting ':' delimiter";
    private static final String[] LITERALS = {"null", "true", "false", "NaN", "Infinity", "-Infinity"};

    private final String json;
    /** Whether the container at a depth is an object. */
    private final BitSet objects = new BitSet();

    private int depth;
    private int at;
    private @Nullable Fault fault;

    private JsonFault(String json) {
        this.json = json;
    }

    /** The first fault; {@code null} if the text is sound. */
    static @Nullable Fault find(String json) {
        JsonFault search = new JsonFault(json);
        search.scan();
        return search.fault;
    }

    private void scan() {
        boolean valueNext = true;
        while (fault == null) {
            skipBlanks();
            if (valueNext) {
                valueNext = value();
            } else if (depth == 0) {
                if (at < json.length()) {
                    fail("Extra data", at);
                }
                return;
            } else {
                valueNext = afterValue();
            }
        }
    }

    /** Reads a value, or the beginning of one that is not empty; whether another value comes next. */
    private boolean value() {
        switch (peek()) {
            case '"' -> string();
            case '{' -> {
                at++;
                skipBlanks();
                if (peek() == '}') {
                    at++;
                    return false;
                }
                objects.set(depth++);
                name();
                return true;
            }
            case '[' -> {
                at++;
                skipBlanks();
                if (peek() == ']') {
                    at++;
                    return false;
                }
                objects.clear(depth++);
                return true;
            }
            default -> {
                if (!literal() && !number()) {
                    fail(VALUE, at);
                }
            }
        }
        return false;
    }

    private boolean afterValue() {
        boolean inObject = objects.get(depth - 1);
        if (peek() == (inObject ? '}' : ']')) {
            at++;
            depth--;
            return false;
        }
        if (peek() != ',') {
            fail(COMMA, at);
            return false;
        }
        at++;
        skipBlanks();
        if (inObject) {
            name();
        }
        return true;
    }

    private void name() {
        if (peek() != '"') {
            fail(NAME, at);
            return;
        }
        string();
        skipBlanks();
        if (fault == null && peek() != ':') {
            fail(COLON, at);
        }
        at++;
    }

    private void string() {
        int start = at++;
        while (fault == null) {
            int next = peek();
            if (next == '"') {
                at++;
                return;
            } else if (next < 0) {
                fail("Unterminated string starting at", start);
            } else if (next < ' ') {
                fail("Invalid control character at", at);
            } else if (next == '\\') {
                escape(start);
            } else {
                at++;
            }
        }
    }

    private void escape(int stringStart) {
        at++;
        int kind = peek();
        if (kind < 0) {
            fail("Unterminated string starting at", stringStart);
        } else if (kind == 'u') {
            boolean sound = at + 4 < json.length();
            for (int i = 1; sound && i <= 4; i++) {
                sound = Character.digit(json.charAt(at + i), 16) >= 0 && json.charAt(at + i) < 128;
            }
            if (!sound) {
                fail("Invalid \\uXXXX escape", at);
            }
            at += 5;
        } else if ("\"\\/bfnrt".indexOf(kind) < 0) {
            fail("Invalid \\escape", at - 1);
        } else {
            at++;
        }
    }

    private boolean literal() {
        for (String literal : LITERALS) {
            if (json.startsWith(literal, at)) {
                at += literal.length();
                return true;
            }
        }
        return false;
    }

    private boolean number() {
        int end = json.startsWith("-", at) ? at + 1 : at;
        int whole = digits(end);
        if (whole == end) {
            return false;
        }
        end = json.charAt(end) == '0' ? end + 1 : whole;
        if (json.startsWith(".", end) && digits(end + 1) > end + 1) {
            end = digits(end + 1);
        }
        if (end < json.length() && (json.charAt(end) == 'e' || json.charAt(end) == 'E')) {
            boolean signed = json.startsWith("+", end + 1) || json.startsWith("-", end + 1);
            int exponent = signed ? end + 2 : end + 1;
            end = digits(exponent) > exponent ? digits(exponent) : end;
        }
        at = end;
        return true;
    }

    private int digits(int from) {
        int end = from;
        while (end < json.length() && json.charAt(end) >= '0' && json.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private int peek() {
        return at < json.length() ? json.charAt(at) : -1;
    }

    private void skipBlanks() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    private void fail(String error, int position) {
        fault = new Fault(json.codePointCount(0, Math.min(position, json.length())), error);
    }
}

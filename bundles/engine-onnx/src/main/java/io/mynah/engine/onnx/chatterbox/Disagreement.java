package io.mynah.engine.onnx.chatterbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Something is not as it was recorded; the message says what. */
final class Disagreement extends Exception {
    private static final long serialVersionUID = 1L;

    private Disagreement(String message) {
        super(message);
    }

    /** Numbers that must be those of a list. */
    static void unlessEqual(String what, JsonNode expected, long[] found) throws Disagreement {
        long[] wanted = GoldenSet.longs(expected);
        int at = Arrays.mismatch(wanted, found);
        if (at >= 0) {
            throw new Disagreement(what + " differ from number " + at + " on; " + found.length + " instead of "
                    + wanted.length + " of them");
        }
    }

    /** Anything else that must be equal. */
    static void unlessEqual(String what, Object expected, Object found) throws Disagreement {
        if (!expected.equals(found)) {
            throw new Disagreement(what + ": '" + found + "' instead of '" + expected + "'");
        }
    }

    /** As many numbers, each of which may differ by so much. */
    static void unlessClose(String what, float[] expected, float[] found, double tolerance) throws Disagreement {
        unlessEqual("number of " + what, expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            unlessClose(what + " " + i, expected[i], found[i], tolerance);
        }
    }

    /** A number that may differ by so much; what is no number is close to nothing, and infinity to itself. */
    static void unlessClose(String what, double expected, double found, double tolerance) throws Disagreement {
        if (expected != found && !(Math.abs(expected - found) <= tolerance)) {
            throw new Disagreement(what + ": " + found + " instead of " + expected);
        }
    }

    /** The same where a number was recorded. */
    static void unlessClose(String what, JsonNode expected, double found, double tolerance) throws Disagreement {
        if (expected.isNumber()) {
            unlessClose(what, expected.doubleValue(), found, tolerance);
        }
    }
}

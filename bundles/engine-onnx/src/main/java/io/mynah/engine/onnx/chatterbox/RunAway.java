package io.mynah.engine.onnx.chatterbox;

/**
 * Notices a model that does not come to an end: it says far more than its text is long, or the same again and again. Not safe
 * for use by several threads.
 */
final class RunAway implements Generation.Watch {
    private static final double TOKENS_PER_SECOND = 25;
    /** Letters that are spoken in a second, spaces among them. */
    private static final double CHARACTERS_PER_SECOND = 15;

    private static final int PATIENCE = 4;
    private static final int LEAST = 64;

    /** Longest pattern that is looked for: half a second. */
    private static final int LONGEST_PERIOD = 12;
    /** A pause of so many tokens is no loop: three seconds. */
    private static final int LONGEST_REPETITION = 75;

    private final int[] repeated = new int[LONGEST_PERIOD + 1];

    /** Most tokens that a text may take. */
    static int limit(String text, int most) {
        double expected = text.length() / CHARACTERS_PER_SECOND * TOKENS_PER_SECOND;
        return (int) Math.min(most, PATIENCE * expected + LEAST);
    }

    @Override
    public int keep(int[] tokens, int count) {
        for (int period = 1; period <= LONGEST_PERIOD && period < count; period++) {
            repeated[period] = tokens[count - 1] == tokens[count - 1 - period] ? repeated[period] + 1 : 0;
            if (repeated[period] >= LONGEST_REPETITION) {
                return count - repeated[period];
            }
        }
        return count;
    }
}

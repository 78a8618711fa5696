package io.mynah.api.engine;

/**
 * Parameters of engines that sample tokens; the names, ranges and defaults of the wire contract.
 *
 * @param temperature 0.05 to 5.0
 * @param minP 0 to 1
 * @param topP 0 to 1
 * @param topK 1 to 100
 * @param repetitionPenalty 0.5 to 2.0
 * @param normLoudness whether the reference clip is brought to -27 LUFS before conditioning
 */
public record Sampling(
        double temperature, double minP, double topP, int topK, double repetitionPenalty, boolean normLoudness) {

    /** The contract's defaults. */
    public static final Sampling DEFAULT = new Sampling(1.7, 0.1, 0.9, 50, 1.0, true);

    public Sampling {
        within("temperature", temperature, 0.05, 5.0);
        within("min_p", minP, 0, 1);
        within("top_p", topP, 0, 1);
        within("top_k", topK, 1, 100);
        within("repetition_penalty", repetitionPenalty, 0.5, 2.0);
    }

    private static void within(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " = " + value + " is not within " + low + " to " + high);
        }
    }
}

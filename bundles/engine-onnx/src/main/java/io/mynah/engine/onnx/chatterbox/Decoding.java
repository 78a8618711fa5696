package io.mynah.engine.onnx.chatterbox;

/**
 * How the next token is chosen from the scores of all.
 *
 * @param sampled whether chance decides; if not, the best token wins and only the penalty acts
 * @param temperature above 0: scores are divided by it
 * @param topK so many best tokens stay, and those that tie with the last of them; 0 is all
 * @param topP the worst tokens go while their probabilities sum up to at most 1 - this; 1 is all
 * @param minP tokens go whose probability is below this share of the best one's; 0 is all
 * @param repetitionPenalty positive scores of tokens that have been are divided by it, negative ones multiplied; 1 is none
 * @param order in which these act
 */
record Decoding(
        boolean sampled,
        double temperature,
        int topK,
        double topP,
        double minP,
        double repetitionPenalty,
        Order order) {

    /** Orders that programs which run this model have. */
    enum Order {
        /** Penalty, temperature, top-k, top-p, min-p: {@code generate} of Hugging Face's transformers. */
        HF,
        /** Temperature, top-k, top-p, min-p, penalty: {@code T3.inference_turbo} of the original. */
        TURBO
    }

    Decoding {
        if (sampled && !(temperature > 0)) {
            throw new IllegalArgumentException("temperature = " + temperature + " is not above 0");
        }
    }
}

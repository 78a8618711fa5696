package io.mynah.closest;

/**
 * Who speaks in a clip. The mixture is made like all of the speech; how alike it is would then be told by nothing that is
 * left. So the same is done once more with a half of the speech, and told by the other half.
 *
 * @param whole speaker vector of all speech
 * @param half of the first half
 * @param rest of the other half
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
record Speaker(double[] whole, double[] half, double[] rest) {

    /** @param half and rest, vectors of halves that are equally long: their middle is the vector of the whole */
    static Speaker of(double[] half, double[] rest) {
        return new Speaker(Matrix.direction(half, rest), half, rest);
    }
}

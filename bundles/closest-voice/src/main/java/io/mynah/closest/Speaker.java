package io.mynah.closest;

import io.mynah.api.voice.SpeakerEncoder;
import java.util.Arrays;

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

    /** @param speech enough for the encoder in each half */
    static Speaker of(float[] speech, SpeakerEncoder encoder) {
        int middle = speech.length / 2;
        // The whole is not the middle of its halves: the encoder looks at the ends of what is short with less to see.
        return new Speaker(
                Matrix.of(encoder.embed(speech)),
                Matrix.of(encoder.embed(Arrays.copyOf(speech, middle))),
                Matrix.of(encoder.embed(Arrays.copyOfRange(speech, middle, speech.length))));
    }
}

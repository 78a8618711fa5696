package io.mynah.engine.onnx.chatterbox;

/**
 * What the speech encoder finds in a clip: all that the other graphs need to know of a voice. The arrays are shared and not
 * to be changed.
 */
final class Conditioning {
    private final float[] features;
    private final long[] tokens;
    private final float[] speaker;
    private final float[] mel;
    private final int melBands;

    /**
     * @param features rows of the language model's size: the speaker, then one for each token of the clip
     * @param tokens of the clip, 25 a second
     * @param speaker embedding for the decoder
     * @param mel frames for the decoder, {@code melBands} values each
     */
    Conditioning(float[] features, long[] tokens, float[] speaker, float[] mel, int melBands) {
        this.features = features;
        this.tokens = tokens;
        this.speaker = speaker;
        this.mel = mel;
        this.melBands = melBands;
    }

    float[] features() {
        return features;
    }

    long[] tokens() {
        return tokens;
    }

    float[] speaker() {
        return speaker;
    }

    float[] mel() {
        return mel;
    }

    int melBands() {
        return melBands;
    }

    int melFrames() {
        return mel.length / melBands;
    }
}

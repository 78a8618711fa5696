package io.mynah.engine.onnx;

/** What the network predicts for one utterance: five values for each of 601 bins and each frame of 12.5 ms, and pitch. */
interface SpectralFrames {
    /** Logarithm of the harmonic part's magnitude. */
    int HARMONIC = 0;
    /** The harmonic part's phase, before π tanh. */
    int HARMONIC_PHASE = 1;
    /** Logarithm of the noise's magnitude. */
    int NOISE = 2;
    /** Logarithm of the free part's magnitude. */
    int FREE = 3;
    /** Phase of the free part, in radians. */
    int FREE_PHASE = 4;

    /** Number of frames. */
    int count();

    /** Pitch in Hz for each frame, negative where unvoiced. */
    float[] pitch();

    /** Copies {@code length} frames of one bin's row. */
    void copy(int part, int bin, int frame, int length, float[] target, int offset);
}

package io.mynah.engine.base.hibari;

import io.mynah.api.engine.EngineException;

/**
 * What the network predicts for one piece of speech: five values for each of 601 bins and each frame of 12.5 ms, and
 * pitch. The values are made a block of frames at a time.
 */
public interface SpectralFrames {
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

    /** How many parts there are. */
    int PARTS = 5;

    /** Values of a part in a frame. */
    int BINS = SpectralSynthesis.BINS;

    /** Frames in a block, at most. */
    int BLOCK = SpectralSynthesis.BLOCK;

    /** Number of frames. */
    int count();

    /** Pitch in Hz for each frame, not above 40 where unvoiced. */
    float[] pitch();

    /** Makes the values of a block: {@code length} frames, at most {@link #BLOCK}. */
    void load(int from, int length) throws EngineException;

    /** Copies one bin's row of the block that was loaded last. */
    void copy(int part, int bin, float[] target, int offset);
}

package io.mynah.api.engine;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Audio that is made while it is pulled: mono float PCM, nominally in [-1, 1], at {@link EngineInfo#sampleRate()} Hz.
 * Used by one thread at a time.
 */
@ConsumerType
public interface PcmStream extends AutoCloseable {

    /**
     * The next samples, at least one; {@code null} at the end. The array belongs to the caller. What came before a
     * cancellation is not used: a cancelled stream may end or throw, as is easier.
     *
     * @throws EngineException if the rest of the utterance cannot be spoken
     */
    float @Nullable [] read() throws EngineException;

    /** Ends the utterance wherever it is and frees what it holds. Closing twice does nothing. */
    @Override
    void close();

    /** A stream of one block that is already made. */
    static PcmStream of(float[] samples) {
        return new PcmStream() {
            private float @Nullable [] rest = samples.length == 0 ? null : samples;

            @Override
            public float @Nullable [] read() {
                float[] block = rest;
                rest = null;
                return block;
            }

            @Override
            public void close() {
                rest = null;
            }
        };
    }
}

package io.mynah.engine.onnx;

import java.util.ArrayDeque;

/**
 * Keeps scratch memory of {@link SpectralSynthesis} between utterances: as much as there are processors, since more
 * utterances than that gain nothing from running at once. Safe for use by several threads.
 */
final class SynthesisPool {
    private final float[] table = GaussianNoise.table();
    private final int limit = Runtime.getRuntime().availableProcessors();
    private final ArrayDeque<SpectralSynthesis> idle = new ArrayDeque<>();

    /** One for the caller alone, until it gives it back. */
    SpectralSynthesis take() {
        synchronized (idle) {
            SpectralSynthesis one = idle.pollFirst();
            if (one != null) {
                return one;
            }
        }
        return new SpectralSynthesis();
    }

    void give(SpectralSynthesis one) {
        synchronized (idle) {
            if (idle.size() < limit) {
                idle.addFirst(one);
            }
        }
    }

    /** A generator for one utterance. */
    GaussianNoise noise() {
        return new GaussianNoise(table);
    }
}

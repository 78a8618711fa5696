package io.mynah.speaker;

/**
 * The encoder's view of speech: the power (no logarithm) in 40 mel bands every 10 ms, from frames of 25 ms at 16 kHz,
 * as Resemblyzer computes it with {@code librosa.feature.melspectrogram}. Not safe for use by several threads.
 */
final class MelSpectrogram {
    static final int SAMPLE_RATE = 16_000;
    static final int HOP = 160;
    static final int BANDS = 40;

    private static final int LENGTH = 400;
    private static final MelFilters FILTERS = new MelFilters(BANDS, SAMPLE_RATE, LENGTH);

    private final PowerSpectra spectra = new PowerSpectra(LENGTH, HOP);
    private final float[] row = new float[PowerSpectra.BLOCK];

    /**
     * The first frames; samples beyond the end are zeros.
     *
     * @return {@code frames * BANDS} values, frame by frame
     */
    float[] of(float[] samples, int frames) {
        float[] mels = new float[frames * BANDS];
        for (int from = 0; from < frames; from += PowerSpectra.BLOCK) {
            int count = Math.min(PowerSpectra.BLOCK, frames - from);
            float[][] power = spectra.of(samples, from, count);
            for (int band = 0; band < BANDS; band++) {
                FILTERS.apply(band, power, row, count);
                for (int i = 0; i < count; i++) {
                    mels[(from + i) * BANDS + band] = row[i];
                }
            }
        }
        return mels;
    }
}

package io.mynah.engine.base.hibari;

import java.util.Arrays;

/**
 * The voice's raw material: a pulse train that follows a pitch curve and contains every harmonic below 11 kHz at unit
 * amplitude, so that nothing is folded back.
 *
 * <p>With H harmonics and the phase t, the sum over h = 1..H of cos(h t) is sin((H + ½) t) / (2 sin(t / 2)) − ½. Pitch is
 * given per frame, at its middle, and interpolated linearly for each sample; where it is below 40 Hz the voice is silent,
 * while the phase goes on at 40 Hz. The phase is summed in double precision, in turns within [-½, ½): the ratio of sines
 * is even in t, and both keep their relative precision around 0, where both vanish.
 *
 * <p>Not safe for use by several threads.
 */
final class PulseSource {
    private static final float LOWEST_HZ = 40f;
    private static final float HIGHEST_HZ = 11_000f;

    /** Rounds {@code x + BELOW} to the nearest integer where floor(x) is meant: off only within 2^-16 of a whole x. */
    private static final float BELOW = -0.5f + 1f / (1 << 16);

    private static final int HOP = SpectralSynthesis.HOP;

    private static final float[] BEFORE = weights(1);
    private static final float[] HERE = weights(0);
    private static final float[] AFTER = weights(-1);

    private final float[] pitch = Rows.allocate(HOP);
    private final float[] advance = Rows.allocate(HOP);
    private final float[] phase = Rows.allocate(HOP);
    private final float[] harmonics = Rows.allocate(HOP);
    private final float[] numerator = Rows.allocate(HOP);
    private final float[] denominator = Rows.allocate(HOP);

    /**
     * Writes {@code frames * HOP} samples from {@code offset} on.
     *
     * @param f0 pitch in Hz, one a frame; negative where unvoiced
     */
    void render(float[] f0, int frames, float[] out, int offset) {
        double turns = 0;
        for (int frame = 0; frame < frames; frame++) {
            float before = f0[Math.max(frame - 1, 0)];
            float here = f0[frame];
            float after = f0[Math.min(frame + 1, frames - 1)];
            boolean voiced = interpolate(before, here, after);
            turns = advance(turns);
            if (voiced) {
                pulses(out, offset + frame * HOP);
            }
        }
    }

    /** Pitch for each sample of a frame, from those in the middle of three frames; whether any sample is voiced. */
    private boolean interpolate(float before, float here, float after) {
        Arrays.fill(pitch, 0f);
        Rows.addScaled(pitch, BEFORE, before, HOP);
        Rows.addScaled(pitch, HERE, here, HOP);
        Rows.addScaled(pitch, AFTER, after, HOP);
        return Math.max(Math.max(before, here), after) > LOWEST_HZ;
    }

    /** A triangle of two hops' width, 1 at the middle of its own frame, as frame {@code shift} from there sees it. */
    private static float[] weights(int shift) {
        float[] weights = Rows.allocate(HOP);
        for (int j = 0; j < HOP; j++) {
            double distance = Math.abs((j + 0.5) / HOP - 0.5 + shift);
            weights[j] = (float) Math.max(0, 1 - distance);
        }
        return weights;
    }

    private double advance(double start) {
        clampLow(pitch, advance, HOP);
        double turns = start;
        for (int j = 0; j < HOP; j++) {
            turns += advance[j] * (1.0 / SpectralSynthesis.SAMPLE_RATE);
            if (turns >= 0.5) {
                turns -= 1;
            }
            phase[j] = (float) turns;
        }
        return turns;
    }

    private static void clampLow(float[] in, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(in[i], LOWEST_HZ);
        }
    }

    private void pulses(float[] out, int offset) {
        countHarmonics(advance, harmonics, HOP);
        awayFromZero(phase, HOP);
        Elementary.halfTurnsOfProduct(harmonics, phase, numerator, HOP);
        Elementary.sin(numerator, numerator, HOP);
        Elementary.sin(phase, denominator, HOP);
        ratio(numerator, denominator, pitch, HOP);
        System.arraycopy(numerator, 0, out, offset, HOP);
    }

    /** {@code harmonics} = H + ½. */
    private static void countHarmonics(float[] pitch, float[] harmonics, int n) {
        for (int i = 0; i < n; i++) {
            harmonics[i] = HIGHEST_HZ / pitch[i] + BELOW;
        }
        Elementary.round(harmonics, harmonics, n);
        for (int i = 0; i < n; i++) {
            harmonics[i] += 0.5f;
        }
    }

    private static void awayFromZero(float[] phase, int n) {
        for (int i = 0; i < n; i++) {
            phase[i] = Math.max(Math.abs(phase[i]), 1e-9f);
        }
    }

    /** {@code numerator = numerator / (2 denominator) - ½}, 0 where unvoiced. */
    private static void ratio(float[] numerator, float[] denominator, float[] pitch, int n) {
        for (int i = 0; i < n; i++) {
            float voiced = Math.min(Math.max((pitch[i] - LOWEST_HZ) * 1e30f, 0f), 1f);
            numerator[i] = (numerator[i] / (denominator[i] + denominator[i]) - 0.5f) * voiced;
        }
    }
}

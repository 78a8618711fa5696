package io.mynah.speaker;

import java.util.Arrays;

/**
 * Changes the sample rate, a block at a time: a polyphase filter whose impulse response is a sinc under a Kaiser window
 * (J. O. Smith, Digital Audio Resampling). 90 % of the lower rate's bandwidth passes within 0.1 dB; what would fold
 * back is 75 dB down. Output sample k stands for the time k / {@code to}: there is no delay.
 *
 * <p>Own code, since what there is for Java (libresample4j, JSSRC, TarsosDSP) is LGPL or GPL. Not
 * safe for use by several threads.
 */
final class Resampler {
    /** Takes what has been made so far; the array is used again. */
    interface Sink {
        void accept(float[] samples, int count);
    }

    /** Zeros of the sinc on each side. */
    private static final int ZEROS = 48;

    private static final double BETA = 8;
    private static final double PEAK = bessel(BETA);
    private static final double ROLL_OFF = 0.95;

    /** Pairs of rates that share few factors have more phases than this; then the nearest of so many is taken. */
    private static final int MOST_PHASES = 4096;

    private final long from;
    private final long to;
    private final int taps;
    private final float[][] phases;
    private final float[] out = new float[4096];

    private float[] history;
    private int held;
    /** Input sample at {@code history[0]}; there are zeros before the first. */
    private long base;

    private long consumed;
    private long produced;

    Resampler(int fromRate, int toRate) {
        long divisor = gcd(fromRate, toRate);
        from = fromRate / divisor;
        to = toRate / divisor;
        double cutoff = ROLL_OFF * Math.min(1, (double) toRate / fromRate);
        taps = 8 * (int) Math.ceil(ZEROS / cutoff / 4); // the loop over them takes eight at a time
        phases = new float[(int) Math.min(to, MOST_PHASES)][];
        for (int phase = 0; phase < phases.length; phase++) {
            phases[phase] = kernel((double) phase / phases.length, cutoff);
        }
        history = new float[taps];
        reset();
    }

    /** Begins with another signal. */
    void reset() {
        Arrays.fill(history, 0f);
        held = taps / 2 - 1;
        base = -held;
        consumed = 0;
        produced = 0;
    }

    /** All of a signal at once. */
    static float[] resample(float[] samples, int fromRate, int toRate) {
        Resampler resampler = new Resampler(fromRate, toRate);
        float[] result = new float[Math.toIntExact(resampler.lengthFor(samples.length))];
        int[] at = {0};
        Sink sink = (block, count) -> {
            System.arraycopy(block, 0, result, at[0], count);
            at[0] += count;
        };
        resampler.feed(samples, samples.length, sink);
        resampler.finish(sink);
        return result;
    }

    /** Output samples for so many input samples. */
    private long lengthFor(long samples) {
        return (samples * to + from - 1) / from;
    }

    /** Takes in {@code count} samples and gives out what they complete. */
    void feed(float[] samples, int count, Sink sink) {
        if (from == to) {
            sink.accept(samples, count);
            return;
        }
        append(samples, count);
        consumed += count;
        drain(sink, Long.MAX_VALUE);
    }

    /** The rest, as if silence followed. */
    void finish(Sink sink) {
        if (from == to) {
            return;
        }
        append(new float[taps], taps);
        drain(sink, lengthFor(consumed));
    }

    private void append(float[] samples, int count) {
        if (held + count > history.length) {
            history = Arrays.copyOf(history, held + count);
        }
        System.arraycopy(samples, 0, history, held, count);
        held += count;
    }

    private void drain(Sink sink, long end) {
        int filled = 0;
        while (produced < end) {
            long whole = produced * from / to;
            int start = (int) (whole - taps / 2 + 1 - base);
            if (start + taps > held) {
                break;
            }
            long phase = produced * from % to * phases.length / to;
            out[filled++] = dot(history, start, phases[(int) phase]);
            produced++;
            if (filled == out.length) {
                sink.accept(out, filled);
                filled = 0;
            }
        }
        if (filled > 0) {
            sink.accept(out, filled);
        }
        forget((int) Math.min(held, produced * from / to - taps / 2 + 1 - base));
    }

    private void forget(int count) {
        System.arraycopy(history, count, history, 0, held - count);
        held -= count;
        base += count;
    }

    /** Eight sums side by side, since one would wait for each of its additions. */
    private static float dot(float[] samples, int start, float[] kernel) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        for (int i = 0; i < kernel.length; i += 8) {
            a += samples[start + i] * kernel[i];
            b += samples[start + i + 1] * kernel[i + 1];
            c += samples[start + i + 2] * kernel[i + 2];
            d += samples[start + i + 3] * kernel[i + 3];
            e += samples[start + i + 4] * kernel[i + 4];
            f += samples[start + i + 5] * kernel[i + 5];
            g += samples[start + i + 6] * kernel[i + 6];
            h += samples[start + i + 7] * kernel[i + 7];
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }

    private float[] kernel(double fraction, double cutoff) {
        double[] kernel = new double[taps];
        double sum = 0;
        for (int i = 0; i < taps; i++) {
            double t = i - (taps / 2 - 1) - fraction;
            double x = Math.PI * cutoff * t;
            double edge = 2 * t / taps;
            double window = bessel(BETA * Math.sqrt(Math.max(0, 1 - edge * edge))) / PEAK;
            kernel[i] = (Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x) * window;
            sum += kernel[i];
        }
        float[] scaled = new float[taps];
        for (int i = 0; i < taps; i++) {
            scaled[i] = (float) (kernel[i] / sum);
        }
        return scaled;
    }

    /** The modified Bessel function of the first kind, order zero, by its series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}

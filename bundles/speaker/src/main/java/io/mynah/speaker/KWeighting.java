package io.mynah.speaker;

/**
 * The filter of ITU-R BS.1770: a shelf for the head's acoustics, then a high pass. The standard lists coefficients for
 * 48 kHz only; these are the analogue prototypes behind them (B. De Man, Evaluation of Implementations of the EBU R128
 * Loudness Measurement, 2018), transformed for any rate. Those of {@link #cookbook} are what pyloudnorm has instead (R.
 * Bristow-Johnson, Cookbook formulae for audio equalizer biquad filter coefficients). Holds the state of one channel.
 */
final class KWeighting {
    private static final double SHELF_HZ = 1681.974450955533;
    private static final double SHELF_DB = 3.999843853973347;
    private static final double SHELF_Q = 0.7071752369554196;
    private static final double SHELF_SLOPE = 0.4996667741545416;
    private static final double HIGH_PASS_HZ = 38.13547087602444;
    private static final double HIGH_PASS_Q = 0.5003270373238773;

    private final Biquad shelf;
    private final Biquad highPass;

    private KWeighting(Biquad shelf, Biquad highPass) {
        this.shelf = shelf;
        this.highPass = highPass;
    }

    /** The standard's filter. */
    static KWeighting standard(int sampleRate) {
        double k = Math.tan(Math.PI * SHELF_HZ / sampleRate);
        double high = Math.pow(10, SHELF_DB / 20);
        double middle = Math.pow(high, SHELF_SLOPE);
        double a0 = 1 + k / SHELF_Q + k * k;
        Biquad shelf = new Biquad(
                (high + middle * k / SHELF_Q + k * k) / a0,
                2 * (k * k - high) / a0,
                (high - middle * k / SHELF_Q + k * k) / a0,
                2 * (k * k - 1) / a0,
                (1 - k / SHELF_Q + k * k) / a0);
        k = Math.tan(Math.PI * HIGH_PASS_HZ / sampleRate);
        a0 = 1 + k / HIGH_PASS_Q + k * k;
        return new KWeighting(shelf, new Biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / HIGH_PASS_Q + k * k) / a0));
    }

    /** A high shelf of 4 dB from 1,500 Hz and a high pass at 38 Hz: within 0.01 dB of the standard's on speech. */
    static KWeighting cookbook(int sampleRate) {
        double a = Math.pow(10, 4.0 / 40);
        double w = 2 * Math.PI * 1500 / sampleRate;
        double c = Math.cos(w);
        double slope = 2 * Math.sqrt(a) * Math.sin(w) / Math.sqrt(2);
        double a0 = (a + 1) - (a - 1) * c + slope;
        Biquad shelf = new Biquad(
                a * ((a + 1) + (a - 1) * c + slope) / a0,
                -2 * a * ((a - 1) + (a + 1) * c) / a0,
                a * ((a + 1) + (a - 1) * c - slope) / a0,
                2 * ((a - 1) - (a + 1) * c) / a0,
                ((a + 1) - (a - 1) * c - slope) / a0);
        w = 2 * Math.PI * 38 / sampleRate;
        c = Math.cos(w);
        double alpha = Math.sin(w); // a Q of one half
        a0 = 1 + alpha;
        Biquad highPass = new Biquad((1 + c) / 2 / a0, -(1 + c) / a0, (1 + c) / 2 / a0, -2 * c / a0, (1 - alpha) / a0);
        return new KWeighting(shelf, highPass);
    }

    double next(double sample) {
        return highPass.next(shelf.next(sample));
    }

    /** Coefficients b0, b1, b2, a1, a2 of the shelf and of the high pass. */
    double[][] coefficients() {
        return new double[][] {shelf.coefficients(), highPass.coefficients()};
    }

    /** A filter of second order, transposed direct form II. */
    private static final class Biquad {
        /** Keeps the state from fading into denormal numbers, which are slow; 400 dB below full scale. */
        private static final double FLOOR = 1e-20;

        private final double b0;
        private final double b1;
        private final double b2;
        private final double a1;
        private final double a2;
        private double s1;
        private double s2;

        Biquad(double b0, double b1, double b2, double a1, double a2) {
            this.b0 = b0;
            this.b1 = b1;
            this.b2 = b2;
            this.a1 = a1;
            this.a2 = a2;
        }

        double next(double x) {
            double y = b0 * x + s1;
            s1 = b1 * x - a1 * y + s2 + FLOOR;
            s2 = b2 * x - a2 * y;
            return y;
        }

        double[] coefficients() {
            return new double[] {b0, b1, b2, a1, a2};
        }
    }
}

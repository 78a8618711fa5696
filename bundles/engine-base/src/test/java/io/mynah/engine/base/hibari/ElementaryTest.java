package io.mynah.engine.base.hibari;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The error bounds that {@link Elementary} states. */
class ElementaryTest {
    private static final int POINTS = 200_001;

    private interface Loop {
        void apply(float[] in, float[] out, int n);
    }

    @Test
    void exp_wholeRange_relativeErrorBelow15e6() {
        float[] in = points(-25, 7);
        double worst = worst(in, Elementary::exp, Math::exp, true);
        assertTrue(worst < 1.5e-5, "worst " + worst);
    }

    @Test
    void exp_beyondTheRange_isThatOfItsEnds() {
        float[] in = {-1e30f, -26, 8, 1e30f};
        float[] out = new float[4];
        Elementary.exp(in, out, 4);
        for (int i = 0; i < 4; i++) {
            double expected = Math.exp(Math.min(Math.max(in[i], -25), 7));
            assertTrue(Math.abs(out[i] / expected - 1) < 1.5e-5, i + ": " + out[i]);
        }
    }

    @Test
    void tanh_wholeRange_errorBelow4e6() {
        double worst = worst(points(-20, 20), Elementary::tanh, Math::tanh, false);
        assertTrue(worst < 4e-6, "worst " + worst);
    }

    @Test
    void cosSin_halfTurns_errorBelow8e7() {
        float[] in = points(-1, 1);
        double sine = worst(in, Elementary::sin, a -> Math.sin(Math.PI * a), false);
        double sineToo =
                worst(in, (a, out, n) -> Elementary.cosSin(a, new float[n], out, n), a -> Math.sin(Math.PI * a), false);
        double cosine =
                worst(in, (a, out, n) -> Elementary.cosSin(a, out, new float[n], n), a -> Math.cos(Math.PI * a), false);
        assertTrue(Math.max(Math.max(sine, sineToo), cosine) < 8e-7, sine + ", " + sineToo + ", " + cosine);
    }

    @Test
    void halfTurns_angles_reducedToOneTurn() {
        float[] in = points(-1000, 1000);
        float[] out = new float[in.length];
        Elementary.halfTurns(in, out, in.length);
        for (int i = 0; i < in.length; i++) {
            assertTrue(Math.abs(out[i]) <= 1);
            double error = Math.abs(Math.sin(Math.PI * out[i]) - Math.sin((double) in[i]));
            assertTrue(error < 4e-7 * Math.max(1, Math.abs(in[i])), "at " + in[i] + ": " + error);
        }
    }

    private static float[] points(double low, double high) {
        float[] points = new float[POINTS];
        for (int i = 0; i < POINTS; i++) {
            points[i] = (float) (low + (high - low) * i / (POINTS - 1));
        }
        return points;
    }

    private static double worst(float[] in, Loop loop, DoubleUnaryOperator exact, boolean relative) {
        float[] out = new float[in.length];
        loop.apply(in, out, in.length);
        double worst = 0;
        for (int i = 0; i < in.length; i++) {
            double expected = exact.applyAsDouble(in[i]);
            double error = Math.abs(out[i] - expected);
            worst = Math.max(worst, relative ? error / Math.abs(expected) : error);
        }
        return worst;
    }
}

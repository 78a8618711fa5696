package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class AscentTest {

    @Test
    void climb_narrowCurvedRidge_endsAtTheTop() {
        // Rosenbrock's valley, upside down and less steep.
        Ascent.Slope ridge = (point, gradient) -> {
            double x = point[0];
            double y = point[1];
            gradient[0] = 2 * (1 - x) + 4 * x * (y - x * x);
            gradient[1] = -2 * (y - x * x);
            return -(1 - x) * (1 - x) - (y - x * x) * (y - x * x);
        };

        Ascent.Summit top = Ascent.climb(ridge, new double[] {-1, 1});

        assertArrayEquals(new double[] {1, 1}, top.point(), 0.02);
    }

    @Test
    void climb_fromTheTop_staysThere() {
        Ascent.Slope hill = (point, gradient) -> {
            gradient[0] = -2 * point[0];
            return -point[0] * point[0];
        };

        assertArrayEquals(new double[] {0}, Ascent.climb(hill, new double[] {0}).point(), 1e-9);
    }
}

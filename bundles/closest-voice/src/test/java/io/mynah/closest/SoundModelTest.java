package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoundModelTest {
    private final World world = new World();
    private final Samples samples = world.samples();

    @Test
    void expect_mixtureThatWasNeverSpoken_isCloseToTheTruth() {
        double[] weights = {0.3, 0.1, 0.2, 0.2, 0.1, 0.1};

        double[] expected = world.model().expect(samples.placeOf(weights));

        double similarity = world.likeness(weights, expected) / Matrix.norm(expected);
        assertTrue(similarity > 0.97, "similarity " + similarity);
    }

    @Test
    void learn_oneByOne_isAsIfKnownFromTheStart() {
        Samples some = first(40);
        SoundModel grown = new SoundModel(some, Kernel.DEFAULT);
        List<double[]> places = new ArrayList<>();
        List<double[]> vectors = new ArrayList<>();
        int[] texts = new int[45];
        for (int i = 0; i < 45; i++) {
            places.add(samples.place(i));
            texts[i] = samples.text(i);
            vectors.add(samples.vector(i));
            if (i >= 40) {
                grown.learn(samples.place(i), samples.text(i), samples.vector(i));
            }
        }
        double[] place = samples.placeOf(World.WANTED);
        double[][] kernel = new double[45][45];
        for (int i = 0; i < 45; i++) {
            for (int j = 0; j < 45; j++) {
                kernel[i][j] = i == j
                        ? Kernel.DEFAULT.variance(places.get(i))
                        : Kernel.DEFAULT.covariance(places.get(i), texts[i], places.get(j), texts[j]);
            }
        }

        double[] truth = expectation(kernel, places, vectors, mean(some), place);

        assertArrayEquals(truth, grown.expect(place), 1e-9);
    }

    @Test
    void learn_copy_leavesTheOriginalAsItWas() {
        SoundModel model = world.model();
        double[] place = samples.placeOf(World.WANTED);
        double[] before = model.expect(place);

        model.copy().learn(place, 3, world.vector(World.WANTED, 3));

        assertArrayEquals(before, model.expect(place));
    }

    @Test
    void gradient_anyDirection_isTheSlope() {
        SoundModel model = world.model();
        double[] place = samples.placeOf(World.WANTED);
        double[] direction = world.vector(Mixtures.only(2, World.VOICES), -1);

        double[] gradient = model.gradient(place, direction);

        for (int i = 0; i < place.length; i++) {
            double[] up = place.clone();
            up[i] += 1e-5;
            double[] down = place.clone();
            down[i] -= 1e-5;
            double slope = (Matrix.dot(direction, model.expect(up)) - Matrix.dot(direction, model.expect(down))) / 2e-5;
            assertEquals(slope, gradient[i], 1e-6);
        }
    }

    @Test
    void doubt_afterListening_isLess() {
        SoundModel model = world.model();
        double[] place = samples.placeOf(World.WANTED);
        double before = model.doubt(place);

        model.learn(place, 3, world.vector(World.WANTED, 3));

        assertTrue(model.doubt(place) < before);
    }

    private Samples first(int count) {
        List<double[]> places = new ArrayList<>();
        List<double[]> vectors = new ArrayList<>();
        int[] texts = new int[count];
        List<double[]> coordinates = new ArrayList<>();
        for (int v = 0; v < World.VOICES; v++) {
            coordinates.add(samples.placeOf(Mixtures.only(v, World.VOICES)));
        }
        for (int i = 0; i < count; i++) {
            places.add(samples.place(i));
            vectors.add(samples.vector(i));
            texts[i] = samples.text(i);
        }
        return new Samples(
                "tone", "world", World.NAMES, coordinates, new double[coordinates.size()], texts, places, vectors);
    }

    private static double[] mean(Samples some) {
        double[] mean = new double[some.dimensions()];
        for (int i = 0; i < some.count(); i++) {
            Matrix.add(mean, 1.0 / some.count(), some.vector(i));
        }
        return mean;
    }

    /** By elimination, without any of the classes under test. */
    private static double[] expectation(
            double[][] kernel, List<double[]> places, List<double[]> vectors, double[] mean, double[] place) {
        int n = places.size();
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = Arrays.copyOf(kernel[i], n + mean.length);
            for (int d = 0; d < mean.length; d++) {
                a[i][n + d] = vectors.get(i)[d] - mean[d];
            }
        }
        for (int p = 0; p < n; p++) {
            for (int i = 0; i < n; i++) {
                if (i != p) {
                    double factor = a[i][p] / a[p][p];
                    for (int j = 0; j < a[i].length; j++) {
                        a[i][j] -= factor * a[p][j];
                    }
                }
            }
        }
        double[] result = mean.clone();
        for (int i = 0; i < n; i++) {
            double covariance = Kernel.DEFAULT.covariance(place, places.get(i));
            for (int d = 0; d < mean.length; d++) {
                result[d] += covariance * a[i][n + d] / a[i][i];
            }
        }
        return result;
    }
}

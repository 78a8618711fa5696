package io.mynah.closest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Expects the speaker vector of a mixture that was never spoken, from those that were: Gaussian process regression with one
 * kernel for all dimensions of the vector (Rasmussen and Williams, Gaussian Processes for Machine Learning, chapter 2).
 * Places are coordinates of mixtures, see {@link Samples}. A copy learns on its own. Used by one thread at a time.
 */
final class SoundModel {
    private final Kernel kernel;
    private final List<double[]> places;
    private final List<Integer> texts;
    private final GrowingCholesky factor;
    private final double[] mean;
    /** For each place the weight of its kernel in each dimension: K⁻¹·(vectors - mean). */
    private final List<double[]> weights;

    /** Learns all samples; takes about a second for a thousand. */
    SoundModel(Samples samples, Kernel kernel) {
        this.kernel = kernel;
        int count = samples.count();
        places = new ArrayList<>(count);
        texts = new ArrayList<>(count);
        factor = new GrowingCholesky(count);
        mean = new double[samples.dimensions()];
        for (int i = 0; i < count; i++) {
            Matrix.add(mean, 1.0 / count, samples.vector(i));
        }
        double[][] rest = new double[count][];
        for (int i = 0; i < count; i++) {
            double[] place = samples.place(i);
            factor.append(covariances(place, samples.text(i)), kernel.variance(place));
            places.add(place);
            texts.add(samples.text(i));
            rest[i] = samples.vector(i).clone();
            Matrix.add(rest[i], -1, mean);
        }
        factor.solve(rest);
        weights = new ArrayList<>(Arrays.asList(rest));
    }

    private SoundModel(SoundModel other) {
        kernel = other.kernel;
        places = new ArrayList<>(other.places);
        texts = new ArrayList<>(other.texts);
        factor = other.factor.copy();
        mean = other.mean;
        weights = new ArrayList<>(other.weights);
        weights.replaceAll(double[]::clone);
    }

    SoundModel copy() {
        return new SoundModel(this);
    }

    /** Takes in what was heard; what is known of other places changes by a matrix of rank 1. */
    void learn(double[] place, int text, double[] vector) {
        double[] row = covariances(place, text);
        double[] influence = factor.backward(factor.forward(row));
        double variance = kernel.variance(place) - Matrix.dot(row, influence);
        double[] surprise = vector.clone();
        Matrix.add(surprise, -1, mean);
        for (int i = 0; i < row.length; i++) {
            Matrix.add(surprise, -row[i], weights.get(i));
        }
        for (int d = 0; d < surprise.length; d++) {
            surprise[d] /= variance;
        }
        factor.append(row, kernel.variance(place));
        for (int i = 0; i < row.length; i++) {
            Matrix.add(weights.get(i), -influence[i], surprise);
        }
        places.add(place);
        texts.add(text);
        weights.add(surprise);
    }

    private double[] covariances(double[] place, int text) {
        double[] row = new double[places.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = kernel.covariance(place, text, places.get(i), texts.get(i));
        }
        return row;
    }

    /** The mean of the vectors that the mixture at a place has over all texts. Its length is below 1 as they differ. */
    double[] expect(double[] place) {
        double[] vector = mean.clone();
        for (int i = 0; i < places.size(); i++) {
            Matrix.add(vector, kernel.covariance(place, places.get(i)), weights.get(i));
        }
        return vector;
    }

    /** How little is known about a place: posterior standard deviation of a dimension, as a share of that among all voices. */
    double doubt(double[] place) {
        double[] row = new double[places.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = kernel.covariance(place, places.get(i));
        }
        double[] known = factor.forward(row);
        return Math.sqrt(Math.max(0, kernel.covariance(place, place) - Matrix.dot(known, known)));
    }

    /**
     * Changes of a linear function of the expected vector: the gradient of {@code direction · expect(place)} by the place.
     */
    double[] gradient(double[] place, double[] direction) {
        double[] gradient = new double[place.length];
        double square = kernel.length() * kernel.length();
        double towardsOrigin = 0;
        for (int i = 0; i < places.size(); i++) {
            double[] other = places.get(i);
            double share = Matrix.dot(direction, weights.get(i));
            double fading = share * kernel.fading(Matrix.squaredDistance(place, other)) / square;
            towardsOrigin += fading;
            Matrix.add(gradient, fading + share * kernel.linear(), other);
        }
        Matrix.add(gradient, -towardsOrigin, place);
        return gradient;
    }
}

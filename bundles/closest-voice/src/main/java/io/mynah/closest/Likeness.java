package io.mynah.closest;

/**
 * The objective function: how alike a mixture is expected to be to a speaker, less a small price for going far from the
 * middle (far out, the engine mumbles and the model guesses), and less the {@link PitchPrice}. Points are the weights'
 * distances from equal shares, in units that give the stock voices a length of about √n. Used by one thread at a time.
 */
final class Likeness implements Ascent.Slope {
    /** Price of a mixture that is as far out as a stock voice; found by measuring, see the README. */
    private static final double PRICE = 0.02;

    private final SoundModel model;
    private final Samples samples;
    private final boolean[] usable;
    private final double[] target;
    private final PitchPrice pitch;
    private final double unit;

    /**
     * @param usable which voices may have a share
     * @param target of length 1
     * @param pitch what the price of its pitch is
     */
    Likeness(SoundModel model, Samples samples, boolean[] usable, double[] target, PitchPrice pitch) {
        this.model = model;
        this.samples = samples;
        this.usable = usable;
        this.target = target;
        this.pitch = pitch;
        this.unit = 1 / Math.sqrt(samples.voices().size());
    }

    /** The best mixture that can be reached from one of these. */
    double[] best(double[]... starts) {
        Ascent.Summit best = null;
        for (double[] weights : starts) {
            Ascent.Summit summit = Ascent.climb(this, point(weights));
            if (best == null || summit.value() > best.value()) {
                best = summit;
            }
        }
        return best == null ? weights(new double[samples.voices().size()]) : weights(best.point());
    }

    /** Expected cosine similarity of a mixture, without the price. */
    double similarity(double[] weights) {
        double[] vector = model.expect(samples.placeOf(weights));
        return Matrix.dot(vector, target) / Matrix.norm(vector);
    }

    /** What is maximised, for a mixture of these weights, which sum to 1. */
    double value(double[] weights) {
        double[] point = point(weights);
        return similarity(weights) - price(point) - pitch.of(weights);
    }

    @Override
    public double at(double[] point, double[] gradient) {
        double[] weights = weights(point);
        double[] place = samples.placeOf(weights);
        double[] vector = model.expect(place);
        double norm = Matrix.norm(vector);
        double similarity = Matrix.dot(vector, target) / norm;
        double[] direction = target.clone();
        Matrix.add(direction, -similarity / norm, vector);
        for (int d = 0; d < direction.length; d++) {
            direction[d] /= norm;
        }
        double[] byWeight = samples.byWeight(model.gradient(place, direction));
        pitch.addGradient(weights, -1, byWeight);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = byWeight[i] * unit - 2 * PRICE * point[i] / point.length;
        }
        Mixtures.keepSum(gradient, usable);
        return similarity - price(point) - pitch.of(weights);
    }

    private static double price(double[] point) {
        return PRICE * Matrix.dot(point, point) / point.length;
    }

    private double[] weights(double[] point) {
        double[] weights = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            weights[i] = 1.0 / point.length + point[i] * unit;
        }
        return weights;
    }

    private double[] point(double[] weights) {
        double[] point = new double[weights.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = (weights[i] - 1.0 / point.length) / unit;
        }
        return point;
    }
}

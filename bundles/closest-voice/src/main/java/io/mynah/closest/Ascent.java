package io.mynah.closest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Climbs to a local maximum of a smooth function: L-BFGS with backtracking (Nocedal and Wright, Numerical Optimization,
 * algorithms 7.4 and 3.1).
 */
final class Ascent {
    private static final int MEMORY = 8;
    private static final int MOST_STEPS = 60;
    private static final int MOST_HALVINGS = 20;
    private static final double ENOUGH_RISE = 1e-4;
    /** Rise that is not worth another step. */
    private static final double LEAST_RISE = 1e-6;

    /** The function. */
    @FunctionalInterface
    interface Slope {
        /** Its value at a point; writes how it changes into {@code gradient}. */
        double at(double[] point, double[] gradient);
    }

    /** Where it ended. */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    record Summit(double[] point, double value) {}

    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    private record Pair(double[] step, double[] bend, double product) {}

    private Ascent() {}

    static Summit climb(Slope slope, double[] start) {
        double[] point = start.clone();
        double[] gradient = new double[point.length];
        double value = slope.at(point, gradient);
        Deque<Pair> pairs = new ArrayDeque<>();
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] direction = direction(gradient, pairs);
            double rise = Matrix.dot(direction, gradient);
            double size = pairs.isEmpty() ? 0.5 / Math.max(1e-9, Matrix.norm(direction)) : 1;
            double[] next = point;
            double[] nextGradient = new double[point.length];
            double nextValue = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < MOST_HALVINGS && !(nextValue >= value + ENOUGH_RISE * size * rise); i++) {
                size = i == 0 ? size : size / 2;
                next = point.clone();
                Matrix.add(next, size, direction);
                nextValue = slope.at(next, nextGradient);
            }
            if (!(nextValue > value + LEAST_RISE)) {
                return nextValue > value ? new Summit(next, nextValue) : new Summit(point, value);
            }
            remember(pairs, point, gradient, next, nextGradient);
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return new Summit(point, value);
    }

    private static void remember(
            Deque<Pair> pairs, double[] point, double[] gradient, double[] next, double[] nextGradient) {
        double[] step = next.clone();
        Matrix.add(step, -1, point);
        double[] bend = gradient.clone();
        Matrix.add(bend, -1, nextGradient);
        double product = Matrix.dot(step, bend);
        if (product > 1e-12) { // otherwise the function is not concave here and the pair misleads
            if (pairs.size() == MEMORY) {
                pairs.removeLast();
            }
            pairs.addFirst(new Pair(step, bend, product));
        }
    }

    /** The two-loop recursion. */
    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] direction = gradient.clone();
        double[] alphas = new double[pairs.size()];
        int i = 0;
        for (Pair pair : pairs) {
            alphas[i] = Matrix.dot(pair.step, direction) / pair.product;
            Matrix.add(direction, -alphas[i], pair.bend);
            i++;
        }
        if (!pairs.isEmpty()) {
            Pair last = pairs.getFirst();
            double scale = last.product / Matrix.dot(last.bend, last.bend);
            for (int d = 0; d < direction.length; d++) {
                direction[d] *= scale;
            }
        }
        Iterator<Pair> oldestFirst = pairs.descendingIterator();
        while (oldestFirst.hasNext()) {
            Pair pair = oldestFirst.next();
            i--;
            double beta = Matrix.dot(pair.bend, direction) / pair.product;
            Matrix.add(direction, alphas[i] - beta, pair.step);
        }
        return direction;
    }
}

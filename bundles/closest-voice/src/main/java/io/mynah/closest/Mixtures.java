package io.mynah.closest;

import io.mynah.api.engine.Voice;
import java.util.ArrayList;
import java.util.List;

/** Between rows of weights and mixtures as engines take them. */
final class Mixtures {
    /** Shares below this cannot be heard. */
    private static final double LEAST = 1e-6;

    private Mixtures() {}

    /** @param voices in the order of weights */
    static Voice.Blend blend(String name, List<String> voices, double[] weights) {
        List<Voice.Blend.Part> parts = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            if (Math.abs(weights[i]) > LEAST) {
                parts.add(new Voice.Blend.Part(voices.get(i), weights[i]));
            }
        }
        return new Voice.Blend(name, parts);
    }

    /** One voice alone. */
    static double[] only(int voice, int count) {
        double[] weights = new double[count];
        weights[voice] = 1;
        return weights;
    }

    /** All that are usable in equal shares. */
    static double[] middle(boolean[] usable) {
        double[] weights = new double[usable.length];
        int count = 0;
        for (boolean one : usable) {
            count += one ? 1 : 0;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = usable[i] ? 1.0 / count : 0;
        }
        return weights;
    }

    /** Makes a step one that changes no sum of weights, and none of a voice that is not usable. */
    static void keepSum(double[] step, boolean[] usable) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < step.length; i++) {
            if (usable[i]) {
                sum += step[i];
                count++;
            }
        }
        for (int i = 0; i < step.length; i++) {
            step[i] = usable[i] ? step[i] - sum / count : 0;
        }
    }
}

package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PitchPriceTest {
    private final Samples samples = new World().samples();
    private final double[] low = Mixtures.only(0, World.VOICES);
    private final double[] high = Mixtures.only(World.VOICES - 1, World.VOICES);

    @Test
    void of_nothingHeardYet_isFree() {
        assertEquals(0, new PitchPrice(samples, OptionalDouble.of(200)).of(high));
    }

    @Test
    void of_clipWithoutPitch_isFree() {
        PitchPrice price = new PitchPrice(samples, OptionalDouble.empty());
        price.learn(low, OptionalDouble.of(100));
        assertEquals(0, price.of(high));
        assertEquals(0, price.ofHeard(100));
    }

    @Test
    void of_heard_isTheSquaredDistance() {
        PitchPrice price = new PitchPrice(samples, OptionalDouble.of(100));
        price.learn(low, OptionalDouble.of(200));
        price.learn(low, OptionalDouble.empty());
        assertEquals(0.003 * 12 * 12, price.of(low), 1e-9);
        double further = samples.pitch(World.VOICES - 1) - samples.pitch(0);
        assertEquals(0.003 * (12 + further) * (12 + further), price.of(high), 1e-9);
        assertEquals(price.of(low), price.ofHeard(200), 1e-9);
    }

    @Test
    void addGradient_isHowThePriceChanges() {
        PitchPrice price = new PitchPrice(samples, OptionalDouble.of(100));
        price.learn(low, OptionalDouble.of(200));
        double[] gradient = new double[World.VOICES];
        price.addGradient(low, -2, gradient);
        for (int i = 0; i < gradient.length; i++) {
            double[] near = low.clone();
            near[i] += 1e-6;
            assertEquals(-2 * (price.of(near) - price.of(low)) / 1e-6, gradient[i], 1e-4);
        }
    }
}

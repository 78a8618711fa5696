package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.voice.SpeechSpectrum.Levels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TonesTest {
    private static final int LOW = 3;
    private static final int ONE_KHZ = 10;
    private static final int HIGH = 17;

    private final List<Double> clip = levels(-30);
    private final List<Double> floor = levels(-70);
    private final List<Double> mixture = levels(-30);

    @Test
    void between_equalSpectra_areFlat() {
        assertTrue(curves().stream().allMatch(ToneCurve::isFlat));
    }

    @Test
    void between_clipThatIsOnlyLouder_areFlat() {
        clip.replaceAll(level -> level + 20);
        curves().forEach(curve -> curve.gains().forEach(gain -> assertEquals(0, gain, 1e-9)));
    }

    @Test
    void between_mixtureThatIsTooDullAndTooBoomy_giveMoreAndMoreOfTheDifference() {
        clip.set(HIGH, -26.0);
        clip.set(LOW, -34.0);
        double before = 0;
        for (ToneCurve curve : curves()) {
            double high = curve.gains().get(HIGH) - curve.gains().get(ONE_KHZ);
            assertTrue(high > before && high < 4, "high " + high);
            assertTrue(curve.gains().get(LOW) - curve.gains().get(ONE_KHZ) < -before);
            before = high;
        }
    }

    @Test
    void between_bandInWhichTheClipHasNoise_isNotBoosted() {
        clip.set(HIGH, -22.0);
        floor.set(HIGH, -30.0);
        curves().forEach(curve ->
                assertEquals(curve.gains().get(ONE_KHZ), curve.gains().get(HIGH), 1e-9));
    }

    @Test
    void between_clipFromATelephone_isCutWhereItHasNothingToTheLimit() {
        clip.set(HIGH, -100.0);
        ToneCurve strongest = curves().get(2);
        assertEquals(-12, strongest.gains().get(HIGH) - strongest.gains().get(ONE_KHZ), 1e-9);
    }

    @Test
    void between_any_leaveThePowerAsItIs() {
        mixture.set(LOW, -10.0);
        clip.set(HIGH, -15.0);
        for (ToneCurve curve : curves()) {
            assertEquals(power(mixture, ToneCurve.FLAT), power(mixture, curve), 1e-9);
        }
    }

    private List<ToneCurve> curves() {
        return Tones.between(new Levels(clip, floor), List.of(new Levels(mixture, floor), new Levels(mixture, floor)));
    }

    private static double power(List<Double> levels, ToneCurve curve) {
        double power = 0;
        for (int band = 0; band < levels.size(); band++) {
            power += Math.pow(10, (levels.get(band) + curve.gains().get(band)) / 10);
        }
        return power;
    }

    private static List<Double> levels(double decibels) {
        return new ArrayList<>(Collections.nCopies(ToneCurve.BANDS, decibels));
    }
}

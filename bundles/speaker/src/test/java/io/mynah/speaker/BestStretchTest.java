package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BestStretchTest {
    private static final int SECOND = ClipScan.RATE / ClipScan.FRAME;

    /** A minute of which {@code clipped} seconds at the beginning are clipped throughout. */
    private static Measures minute(int clipped) {
        float[] frames = new float[60 * SECOND];
        ClippingMeter clipping = new ClippingMeter(ClipScan.RATE, 1);
        float[] flat = new float[clipped * ClipScan.RATE];
        Arrays.fill(flat, 1f);
        clipping.add(flat, flat.length);
        return new Measures(60, ClipScan.RATE, OptionalDouble.empty(), clipping, frames, frames, frames, frames);
    }

    private static Span seconds(int from, int to) {
        return new Span(from * SECOND, to * SECOND);
    }

    @Test
    void of_oneSpeech_isThatSpeech() {
        assertEquals(
                new BestStretch(20 * SECOND, 26 * SECOND),
                BestStretch.of(minute(0), List.of(seconds(20, 26)), List.of()));
    }

    @Test
    void of_severalSpeeches_holdsTheMost() {
        List<Span> speech = List.of(seconds(2, 5), seconds(20, 23), seconds(24, 29), seconds(50, 56));
        assertEquals(new BestStretch(20 * SECOND, 29 * SECOND), BestStretch.of(minute(0), speech, List.of()));
    }

    @Test
    void of_longPause_isNotBridged() {
        List<Span> speech = List.of(seconds(2, 3), seconds(8, 12));
        assertEquals(new BestStretch(8 * SECOND, 12 * SECOND), BestStretch.of(minute(0), speech, List.of()));
    }

    @Test
    void of_speechOfOthers_isLeftOut() {
        List<Span> speech = List.of(seconds(0, 20));
        List<Span> foreign = List.of(seconds(0, 12));
        assertEquals(new BestStretch(12 * SECOND, 20 * SECOND), BestStretch.of(minute(0), speech, foreign));
    }

    @Test
    void of_clippedInParts_prefersTheRest() {
        BestStretch best = BestStretch.of(minute(30), List.of(seconds(0, 60)), List.of());
        assertTrue(best.from() >= 29 * SECOND, best.toString());
    }

    @Test
    void of_clippedEverywhere_isTenSecondsAllTheSame() {
        BestStretch best = BestStretch.of(minute(60), List.of(seconds(0, 60)), List.of());
        assertEquals(10, (best.to() - best.from()) * ClipScan.SECONDS_PER_FRAME, 0.05);
    }

    @Test
    void of_nobodySpeaks_isEmpty() {
        assertEquals(new BestStretch(0, 0), BestStretch.of(minute(0), List.of(), List.of()));
    }
}

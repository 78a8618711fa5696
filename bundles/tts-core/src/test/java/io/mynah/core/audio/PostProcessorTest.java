package io.mynah.core.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostProcessorTest {

    private static final int RATE = 24_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 119, 120, 121, 240, 1_000, 24_000})
    void anyLength_processed_keepsItsLength(int length) {
        assertEquals(length, speak(tone(length, 0.3f), 100).length);
        assertEquals(length, speak(tone(length, 3f), 33).length);
    }

    @Test
    void quietTone_limited_passesUnchanged() {
        float[] tone = tone(RATE, 0.8f);
        PeakLimiter limiter = new PeakLimiter(RATE);
        assertArrayEquals(tone, concat(limiter.process(tone), limiter.finish()));
    }

    @ParameterizedTest
    @ValueSource(floats = {0.9f, 1f, 1.5f, 20f})
    void loudTone_limited_staysBelowTheCeilingAndIsNotBoosted(float amplitude) {
        float[] tone = tone(RATE, amplitude);
        PeakLimiter limiter = new PeakLimiter(RATE);
        float[] limited = concat(limiter.process(tone), limiter.finish());
        for (int i = 0; i < tone.length; i++) {
            assertTrue(Math.abs(limited[i]) <= PeakLimiter.CEILING + 1e-5, "sample " + i + ": " + limited[i]);
            assertTrue(Math.abs(limited[i]) <= Math.abs(tone[i]) + 1e-6, "boosted at " + i);
        }
        assertTrue(peak(limited) > 0.8, "not more than needed: " + peak(limited));
    }

    /** Peaks every so often, and seldom enough for the limiter to come to rest in between. */
    @ParameterizedTest
    @ValueSource(ints = {5_000, 60_000})
    void randomPeaks_limitedInRandomBlocks_isTheSameAsInOne(int period) {
        Random random = new Random(7);
        float[] noise = new float[5 * RATE];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian() * (i % period < 400 ? 1.2f : 0.1f);
        }
        PeakLimiter whole = new PeakLimiter(RATE);
        float[] expected = concat(whole.process(noise), whole.finish());
        PeakLimiter pieces = new PeakLimiter(RATE);
        float[] actual = {};
        for (int from = 0; from < noise.length; ) {
            int to = Math.min(noise.length, from + 1 + random.nextInt(700));
            actual = concat(actual, pieces.process(Arrays.copyOfRange(noise, from, to)));
            from = to;
        }
        assertArrayEquals(expected, concat(actual, pieces.finish()));
        assertTrue(peak(expected) <= PeakLimiter.CEILING + 1e-5);
    }

    @Test
    void afterALoudPart_quietPart_recoversToUnchanged() {
        float[] loudThenQuiet = concat(tone(RATE / 10, 2f), tone(3 * RATE, 0.2f));
        PeakLimiter limiter = new PeakLimiter(RATE);
        float[] limited = concat(limiter.process(loudThenQuiet), limiter.finish());
        int last = loudThenQuiet.length - RATE;
        assertArrayEquals(
                Arrays.copyOfRange(loudThenQuiet, last, loudThenQuiet.length),
                Arrays.copyOfRange(limited, last, limited.length));
    }

    @Test
    void sentencesThatDoNotMeetAtZero_joined_haveNoJump() {
        PostProcessor post = new PostProcessor(RATE);
        float[] constant = new float[2_400];
        Arrays.fill(constant, 0.5f);
        short[] audio = concat(
                concat(post.next(constant.clone()), post.endSentence()),
                concat(concat(post.next(constant.clone()), post.endSentence()), post.finish()));
        assertEquals(4_800, audio.length);
        for (int i = 1; i < audio.length; i++) {
            assertTrue(Math.abs(audio[i] - audio[i - 1]) < 600, "jump at " + i);
        }
        assertTrue(Math.abs(audio[0]) < 20 && Math.abs(audio[2_400]) < 20 && Math.abs(audio[4_799]) < 20);
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, 0.5f, -0.5f, 0.1234f, -0.4321f, 0.00002f, -0.00002f, 0.8f, -0.8f, 3f, -3f})
    void constant_processed_isRoundedAndNeverBeyondTheCeiling(float value) {
        float[] constant = new float[RATE];
        Arrays.fill(constant, value);
        int ceiling = 29_203; // of -1 dBFS
        double heard = Math.max(-ceiling, Math.min(ceiling, value * 32_767.0));
        short[] audio = speak(constant, 1_000);
        assertEquals(heard, audio[RATE / 2], 1.0);
        for (short sample : audio) {
            assertTrue(Math.abs(sample) <= ceiling, () -> "beyond the ceiling: " + sample);
        }
    }

    private static short[] speak(float[] samples, int block) {
        PostProcessor post = new PostProcessor(RATE);
        short[] out = {};
        for (int from = 0; from < samples.length; from += block) {
            out = concat(out, post.next(Arrays.copyOfRange(samples, from, Math.min(samples.length, from + block))));
        }
        return concat(concat(out, post.endSentence()), post.finish());
    }

    private static float[] tone(int length, float amplitude) {
        float[] tone = new float[length];
        IntStream.range(0, length).forEach(i -> tone[i] = (float) (amplitude * Math.sin(2 * Math.PI * 440 * i / RATE)));
        return tone;
    }

    private static double peak(float[] samples) {
        return IntStream.range(0, samples.length)
                .mapToDouble(i -> Math.abs(samples[i]))
                .max()
                .orElse(0);
    }

    private static float[] concat(float[] a, float[] b) {
        float[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static short[] concat(short[] a, short[] b) {
        short[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}

package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.voice.SpeakerEncoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResemblyzerEncoderTest {
    private static final int DIMENSIONS = 256;

    private final ResemblyzerEncoder encoder = new ResemblyzerEncoder(Duration.ofMinutes(1));
    private final float[] heart = Recorded.heart();

    @AfterEach
    void close() {
        encoder.close();
    }

    @Test
    void mels_recordedSpeech_equalLibrosa() {
        float[] expected = Recorded.floats("mels.bin");
        float[] mels = new MelSpectrogram().of(heart, 160);
        assertEquals(expected.length, mels.length);
        for (int i = 0; i < mels.length; i++) {
            assertEquals(expected[i], mels[i], 2e-5 * expected[i] + 1e-9, "value " + i);
        }
    }

    @Test
    void mels_anyNumberOfFrames_agree() {
        float[] whole = new MelSpectrogram().of(heart, 300);
        float[] part = new MelSpectrogram().of(heart, 131);
        assertArrayEquals(Arrays.copyOf(whole, part.length), part, 1e-7f);
    }

    @Test
    void partialUtterances_recordedLengths_areAsMany() {
        for (String line : Recorded.lines("partials.txt")) {
            String[] numbers = line.split(" ", -1);
            int samples = Integer.parseInt(numbers[0]);
            assertEquals(
                    Integer.parseInt(numbers[1]), PartialUtterances.of(samples).count(), samples + " samples");
        }
    }

    @Test
    void embed_recordedSpeech_equalsOriginal() {
        float[] expected = Recorded.floats("vectors.bin");
        int[] lengths = {heart.length, 8_000, 46_400};
        assertAll(IntStream.range(0, lengths.length)
                .mapToObj(i -> () -> assertArrayEquals(
                        Arrays.copyOfRange(expected, i * DIMENSIONS, (i + 1) * DIMENSIONS),
                        encoder.embed(Arrays.copyOf(heart, lengths[i])),
                        1e-5f,
                        lengths[i] + " samples")));
    }

    @Test
    void embed_longerThanABatch_hasLengthOneAndTheSameSpeaker() {
        float[] minute = new float[60 * SpeakerEncoder.SAMPLE_RATE];
        for (int i = 0; i < minute.length; i++) {
            minute[i] = heart[i % heart.length];
        }
        float[] vector = encoder.embed(minute);
        assertEquals(1, SpeakerEncoder.similarity(vector, vector), 1e-6);
        assertTrue(SpeakerEncoder.similarity(vector, encoder.embed(heart)) > 0.97);
    }

    @Test
    void embed_severalThreads_giveTheSame() throws ExecutionException, InterruptedException {
        float[] expected = encoder.embed(heart);
        CompletableFuture<float[]> one = CompletableFuture.supplyAsync(() -> encoder.embed(heart));
        CompletableFuture<float[]> other = CompletableFuture.supplyAsync(() -> encoder.embed(heart));
        assertArrayEquals(expected, one.get(), 1e-6f);
        assertArrayEquals(expected, other.get(), 1e-6f);
    }

    @Test
    void embed_lessThanHalfASecond_throws() {
        assertThrows(IllegalArgumentException.class, () -> encoder.embed(new float[7_999]));
    }

    @Test
    void embed_notANumber_throws() {
        heart[12_345] = Float.NaN;
        assertThrows(IllegalArgumentException.class, () -> encoder.embed(heart));
    }

    @Test
    void embed_silence_isFinite() {
        for (float value : encoder.embed(new float[32_000])) {
            assertTrue(Float.isFinite(value));
        }
    }

    @Test
    void idle_afterUse_unloadsAndLoadsAgain() {
        try (ResemblyzerEncoder hasty = new ResemblyzerEncoder(Duration.ZERO)) {
            assertFalse(hasty.isLoaded());
            float[] before = hasty.embed(heart);
            while (hasty.isLoaded()) {
                Thread.onSpinWait();
            }
            assertArrayEquals(before, hasty.embed(heart), 1e-6f);
        }
    }

    @Test
    void idle_whileOthersUseIt_neverTakesItAway() {
        float[] part = Arrays.copyOf(heart, 16_000);
        float[] expected = encoder.embed(part);
        try (ResemblyzerEncoder hasty = new ResemblyzerEncoder(Duration.ZERO)) {
            List<CompletableFuture<Void>> users = IntStream.range(0, 4)
                    .mapToObj(user -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 10; i++) {
                            assertArrayEquals(expected, hasty.embed(part), 1e-6f);
                        }
                    }))
                    .toList();
            users.forEach(CompletableFuture::join);
        }
    }

    @Test
    void close_thenEmbed_throws() {
        encoder.close();
        assertThrows(IllegalStateException.class, () -> encoder.embed(heart));
        assertFalse(encoder.isLoaded());
    }
}

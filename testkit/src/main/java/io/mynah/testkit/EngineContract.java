package io.mynah.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every engine must keep. Extend it, give the engine in {@link #engine()}, and JUnit runs the rest.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineContract {

    private static final String SENTENCE = "The quick brown fox jumps over the lazy dog.";

    /** The engine under test, warmed up; the same one each time. */
    protected abstract TtsEngine engine();

    /** How often a sentence is spoken to find out whether it stays the same; fewer for engines that take their time. */
    protected int repetitions() {
        return 100;
    }

    /** Another engine of the same kind, an {@link AutoCloseable} that the test closes; none where there is nothing to close. */
    protected Optional<TtsEngine> another() throws Exception {
        return Optional.empty();
    }

    /** The voice to speak with: the engine's default. An engine that has no voice of its own is given a clip. */
    protected Voice voice() {
        return new Voice.BuiltIn(engine().info().voices().get(0).id());
    }

    /** An utterance in {@link #voice()}. */
    protected final Utterance utterance(String text) {
        return new Utterance(text, voice(), "Auto", "Neutral", Sampling.DEFAULT, OptionalLong.of(42), 1f);
    }

    /** All samples of an utterance. */
    protected final float[] speak(Utterance utterance) throws EngineException {
        List<float[]> blocks = new ArrayList<>();
        int length = 0;
        try (PcmStream stream = engine().speak(utterance, Cancellation.none())) {
            for (float[] block = stream.read(); block != null; block = stream.read()) {
                assertTrue(block.length > 0, "a block holds at least one sample");
                blocks.add(block);
                length += block.length;
            }
            assertNull(stream.read(), "a stream that has ended stays so");
        }
        float[] samples = new float[length];
        int position = 0;
        for (float[] block : blocks) {
            for (float sample : block) {
                assertTrue(Float.isFinite(sample), "samples are finite");
            }
            System.arraycopy(block, 0, samples, position, block.length);
            position += block.length;
        }
        return samples;
    }

    @Test
    void info_asked_isComplete() {
        EngineInfo info = engine().info();
        assertAll(
                () -> assertFalse(info.languages().isEmpty(), "languages"),
                () -> assertTrue(info.clonesVoices() || !info.voices().isEmpty(), "voices"),
                () -> assertTrue(info.device().equals("cpu") || info.device().equals("cuda"), "device"),
                () -> assertEquals(info.id(), info.serviceProperties().get(EngineInfo.ID)),
                () -> assertEquals(info, engine().info(), "the same value each time"));
    }

    @Test
    void speak_sentence_isAudible() throws EngineException {
        float[] samples = speak(utterance(SENTENCE));
        double seconds = samples.length / (double) engine().info().sampleRate();
        double energy = 0;
        double peak = 0;
        for (float sample : samples) {
            energy += sample * sample;
            peak = Math.max(peak, Math.abs(sample));
        }
        double level = Math.sqrt(energy / samples.length);
        assertTrue(seconds > 0.5 && seconds < 10, "a sentence lasts some seconds, not " + seconds);
        assertTrue(level > 0.005, "it can be heard: RMS " + level);
        assertTrue(peak < 4, "nominally within [-1, 1]: peak " + peak);
    }

    @Test
    void speak_longerText_lastsLonger() throws EngineException {
        assertTrue(speak(utterance(SENTENCE + " " + SENTENCE)).length > 1.4 * speak(utterance(SENTENCE)).length);
    }

    @Test
    void speak_oddText_neverThrowsUnchecked() throws EngineException {
        for (String text : List.of(".", "…", "😀", "a", "12345678901234567890", "漢字", "a".repeat(300))) {
            assertNotNull(speak(utterance(text)));
        }
    }

    @Test
    void speak_seedGiven_isRepeatable() throws EngineException {
        if (engine().info().parameters().contains("seed")) {
            assertArrayEquals(speak(utterance(SENTENCE)), speak(utterance(SENTENCE)));
        }
    }

    /** Long enough for the JVM to compile everything: vectorised code has gone wrong here where interpreted code was right. */
    @Test
    void speak_againAndAgain_staysTheSame() throws EngineException {
        Utterance seeded = utterance(SENTENCE);
        // Chance makes what is sampled longer or shorter; with a seed it must not.
        boolean samples = engine().info().parameters().contains("temperature");
        Utterance free = new Utterance(
                SENTENCE,
                seeded.voice(),
                seeded.language(),
                seeded.emotion(),
                seeded.sampling(),
                samples ? seeded.seed() : OptionalLong.empty(),
                seeded.speed());
        int expected = speak(seeded).length;
        for (int i = 0; i < repetitions(); i++) {
            assertEquals(expected, speak(free).length, 0.2 * expected);
        }
    }

    @Test
    void speak_speedGiven_changesLength() throws EngineException {
        if (engine().info().parameters().contains("speed")) {
            int usual = speak(utterance(SENTENCE)).length;
            assertTrue(speak(atSpeed(1.5f)).length < 0.85 * usual);
            assertTrue(speak(atSpeed(0.25f)).length > 2.5 * usual, "the slowest that can be asked for");
            assertTrue(speak(atSpeed(4f)).length < 0.5 * usual, "the fastest that can be asked for");
        }
    }

    private Utterance atSpeed(float speed) {
        Utterance usual = utterance(SENTENCE);
        return new Utterance(
                usual.text(), usual.voice(), usual.language(), usual.emotion(), usual.sampling(), usual.seed(), speed);
    }

    @Test
    void speak_cancelledBefore_endsAsCancelled() {
        Cancellation requested = new Cancellation() {
            @Override
            public boolean isRequested() {
                return true;
            }

            @Override
            public void onRequest(Runnable action) {
                action.run();
            }
        };
        EngineException thrown = assertThrows(EngineException.class, () -> {
            try (PcmStream stream = engine().speak(utterance(SENTENCE), requested)) {
                while (stream.read() != null) {
                    // Read on: it must end with the exception.
                }
            }
        });
        assertEquals(EngineException.Kind.CANCELLED, thrown.kind());
    }

    @Test
    void speak_cancelledByAnotherThreadMeanwhile_stopsEarly() throws EngineException {
        Utterance utterance = utterance((SENTENCE + " ").repeat(5).strip());
        int whole = speak(utterance).length;
        CancelledMeanwhile cancellation = new CancelledMeanwhile();
        int samples = 0;
        try (PcmStream stream = engine().speak(utterance, cancellation)) {
            for (float[] block = stream.read(); block != null; block = stream.read()) {
                samples += block.length;
            }
        } catch (EngineException e) {
            assertEquals(EngineException.Kind.CANCELLED, e.kind());
        }
        assertTrue(cancellation.isRequested(), "the engine never looked");
        assertTrue(samples < whole, "it stopped early: " + samples + " of " + whole + " samples");
        assertEquals(whole, speak(utterance).length, 0.2 * whole, "what comes next is not affected");
    }

    /** Cancelled between its last look and its run, where a look comes too early and only listening helps. */
    @Test
    void speak_cancelledAsItListens_endsAsCancelled() throws EngineException {
        CancelledAsOneListens cancellation = new CancelledAsOneListens();
        boolean cancelled = false;
        try (PcmStream stream = engine().speak(utterance(SENTENCE), cancellation)) {
            while (stream.read() != null) {
                // Read on: it must end with the exception.
            }
        } catch (EngineException e) {
            assertEquals(EngineException.Kind.CANCELLED, e.kind());
            cancelled = true;
        }
        assumeTrue(cancellation.isRequested(), "engines that look often enough need not listen");
        assertTrue(cancelled, "what ran went on to its end");
    }

    @Test
    void speak_closedEngine_failsInsteadOfCrashing() throws Exception {
        Optional<TtsEngine> other = another();
        assumeTrue(other.isPresent(), "there is nothing to close");
        PcmStream stream = other.get().speak(utterance(SENTENCE), Cancellation.none());
        AutoCloseable engine = (AutoCloseable) other.get();
        engine.close();
        engine.close();
        EngineException thrown = assertThrows(EngineException.class, stream::read);
        assertEquals(EngineException.Kind.FAILED, thrown.kind());
        stream.close();
        assertNull(stream.read());
    }

    @Test
    void speak_twoStreamsOnOneThread_doNotDisturbEachOther() throws EngineException {
        int expected = speak(utterance(SENTENCE)).length;
        int first = 0;
        int second = 0;
        try (PcmStream one = engine().speak(utterance(SENTENCE), Cancellation.none());
                PcmStream other = engine().speak(utterance(SENTENCE), Cancellation.none())) {
            float[] left = one.read();
            float[] right = other.read();
            while (left != null || right != null) {
                first += left == null ? 0 : left.length;
                second += right == null ? 0 : right.length;
                left = one.read();
                right = other.read();
            }
        }
        assertEquals(expected, first, 0.2 * expected);
        assertEquals(expected, second, 0.2 * expected);
    }

    @Test
    void close_beforeTheEnd_endsTheStream() throws EngineException {
        PcmStream stream = engine().speak(utterance(SENTENCE), Cancellation.none());
        stream.close();
        stream.close();
        assertNull(stream.read());
    }

    @Test
    void speak_manyThreads_allAudible() throws Exception {
        int expected = speak(utterance(SENTENCE)).length;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> one = () -> speak(utterance(SENTENCE)).length;
            List<Future<Integer>> lengths = threads.invokeAll(java.util.Collections.nCopies(12, one));
            for (Future<Integer> length : lengths) {
                assertEquals(expected, length.get(), 0.2 * expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}

package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService.QueueState;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SpeechQueueTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Limits PATIENT = new Limits(LONG, LONG, LONG);

    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final ToneEngine tone = new ToneEngine("tone", 0.5f, Fault.none());
    private final ToneEngine gated = new ToneEngine("tone", 0.5f, Fault.waitFor(gate));
    private final SpeechQueue queue = new SpeechQueue(2, 8, 1_000_000, Duration.ofMillis(500));

    @AfterEach
    void end() {
        gate.complete(null);
        queue.close();
        // A reader may be done a moment before the worker closes the stream.
        assertTimeoutPreemptively(
                LONG, () -> until(() -> tone.open() + gated.open() == 0), "every stream was given back");
    }

    private static VoicedRequest voiced(String text) {
        return new VoicedRequest(SpeechRequest.of("t", text, "tone"), new Voice.BuiltIn("tone"));
    }

    private SpeechJob job(Limits limits, String... sentences) {
        String text = String.join(" ", sentences);
        return new SpeechJob(queue, voiced(text), List.of(sentences), tone.info(), limits);
    }

    private Speech admit(String... sentences) throws SpeechException {
        return admit(queue, job(PATIENT, sentences));
    }

    private static Speech admit(SpeechQueue queue, SpeechJob job) throws SpeechException {
        queue.reserve();
        queue.admit(job);
        return new JobReader(job);
    }

    private static int samples(int characters) {
        return (int) Math.round(characters * ToneEngine.SECONDS_PER_CHARACTER * 24_000);
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertFalse(Thread.currentThread().isInterrupted(), "the test timed out");
            Thread.onSpinWait();
        }
    }

    @Test
    void sentences_spoken_comeWholeAndInOrder() throws Exception {
        queue.engines().add(tone, 0, 1);
        try (Speech speech = admit("a", "bb", "ccc", "dddd", "eeeee", "ffffff")) {
            byte[] wav = speech.wav();
            assertEquals(44 + 2 * samples(21), wav.length);
            assertEquals("tone", speech.info().engine());
            assertEquals("exact", speech.info().voiceMatch());
            assertNull(speech.read());
        }
        assertEquals(6, tone.spoken());
        assertEquals(new QueueState(0, 0, 8), queue.state());
    }

    @Test
    void sideBySide_orOneWorker_theSameAudio() throws Exception {
        queue.engines().add(tone, 0, 1);
        byte[] two = speak(admit("one", "two", "three", "four"));
        try (SpeechQueue single = new SpeechQueue(1, 8, 1_000_000, LONG)) {
            single.engines().add(tone, 0, 1);
            SpeechJob job =
                    new SpeechJob(single, voiced("x"), List.of("one", "two", "three", "four"), tone.info(), PATIENT);
            assertArrayEquals(two, speak(admit(single, job)));
        }
    }

    @Test
    void slowReader_aheadOfIt_onlyAFewSentencesAreSpoken() throws Exception {
        queue.engines().add(tone, 0, 1);
        String[] sentences = Collections.nCopies(50, "x").toArray(String[]::new);
        try (Speech slow = admit(sentences)) {
            until(() -> tone.spoken() == queue.lookAhead());
            // The others are served meanwhile, and nothing more was spoken for the one who does not read.
            speak(admit("other"));
            assertEquals(queue.lookAhead() + 1, tone.spoken());
            assertEquals(44 + 2 * samples(50), slow.wav().length);
        }
    }

    @Test
    void longRequest_shortOneComes_isSpokenInBetween() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Fault gateAndNote = (utterance, cancellation) -> {
            order.add(utterance.text());
            Fault.waitFor(gate).inject(utterance, cancellation);
        };
        queue.engines().add(new ToneEngine("tone", 0.5f, gateAndNote), 0, 1);
        ExecutorService readers = Executors.newCachedThreadPool();
        try (Speech longOne = admit(Collections.nCopies(40, "long").toArray(String[]::new));
                Speech shortOne = admitAfter(() -> order.size() == 2, "short")) {
            Future<byte[]> longAudio = readers.submit(longOne::wav);
            Future<byte[]> shortAudio = readers.submit(shortOne::wav);
            gate.complete(null);
            assertEquals(44 + 2 * samples(5), shortAudio.get().length);
            assertEquals(44 + 2 * samples(160), longAudio.get().length);
        } finally {
            readers.shutdownNow();
        }
        // Two were being spoken when it came; its turn is next or, if the other worker was quicker, next but one.
        assertTrue(order.indexOf("short") <= 3, "its turn was number " + order.indexOf("short"));
    }

    private Speech admitAfter(BooleanSupplier condition, String sentence) throws SpeechException {
        until(condition);
        return admit(sentence);
    }

    @Test
    void queueFull_manyThreadsRace_theBoundIsExact() throws Exception {
        queue.engines().add(gated, 0, 1);
        ExecutorService threads = Executors.newFixedThreadPool(100);
        List<Speech> admitted = new ArrayList<>();
        try {
            Callable<Speech> one = () -> admit("x");
            int refused = 0;
            for (Future<Speech> result : threads.invokeAll(Collections.nCopies(100, one))) {
                try {
                    admitted.add(result.get());
                } catch (ExecutionException e) {
                    assertTrue(e.getCause() instanceof SpeechException.Unavailable, e.toString());
                    refused++;
                }
            }
            assertEquals(8, admitted.size());
            assertEquals(92, refused);
        } finally {
            threads.shutdownNow();
            admitted.forEach(Speech::close);
        }
        assertEquals(0, queue.state().waiting() + queue.state().speaking());
    }

    private SpeechJob job(SpeechQueue of, String... sentences) {
        return new SpeechJob(of, voiced("x"), List.of(sentences), tone.info(), PATIENT);
    }

    @Test
    void moreAudioThanThereIsRoomFor_read_isTooLong() throws Exception {
        try (SpeechQueue small = new SpeechQueue(2, 8, samples(4), LONG)) {
            small.engines().add(tone, 0, 1);
            try (Speech speech = admit(small, job(small, "12", "34", "5"))) {
                assertThrows(SpeechException.SpeechTooLong.class, speech::wav);
            }
            assertEquals(44 + 2 * samples(4), speak(admit(small, job(small, "12", "34"))).length);
        }
    }

    @Test
    void roomUsedUp_byAudioThatIsNotReleased_refusesNewRequestsUntilItIs() throws Exception {
        try (SpeechQueue small = new SpeechQueue(2, 8, samples(4), LONG)) {
            small.engines().add(tone, 0, 1);
            Speech kept = admit(small, job(small, "1234"));
            assertEquals(44 + 2 * samples(4), kept.wav().length);
            assertThrows(SpeechException.Unavailable.class, small::reserve);
            kept.close();
            speak(admit(small, job(small, "1")));
        }
    }

    @Test
    void roomUsedUp_bySeveralUnderWay_theOldestGoesOnAndThenTheOthers() throws Exception {
        try (SpeechQueue small = new SpeechQueue(1, 8, samples(8), LONG)) {
            ExecutorService readers = Executors.newCachedThreadPool();
            List<Speech> speeches = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                speeches.add(admit(small, job(small, "12", "34", "56", "78")));
            }
            small.engines().add(tone, 0, 1);
            List<Callable<Integer>> reads = new ArrayList<>();
            speeches.forEach(speech -> reads.add(() -> speak(speech).length));
            for (Future<Integer> length : readers.invokeAll(reads)) {
                assertEquals(44 + 2 * samples(8), length.get());
            }
            readers.shutdownNow();
        }
    }

    @Test
    void deadlinePassed_whileQueued_theEngineIsNeverCalled() throws Exception {
        queue.engines().add(gated, 0, 1);
        try (Speech one = admit("a");
                Speech two = admit("b")) {
            until(() -> gated.spoken() == 2);
            SpeechJob late = job(new Limits(SHORT, LONG, LONG), "late");
            queue.reserve();
            queue.admit(late);
            assertThrows(SpeechException.DeadlineExceeded.class, late::awaitSpeaker);
            gate.complete(null);
            one.wav();
            two.wav();
            late.close();
        }
        assertEquals(2, gated.spoken());
    }

    @Test
    void clientGone_queuedAndSpeaking_placesAreFreeAndNothingMoreRuns() throws Exception {
        queue.engines().add(gated, 0, 1);
        Speech speaking = admit("a", "b", "c", "d");
        until(() -> gated.spoken() == 2);
        Speech queued = admit("never");
        queued.close();
        speaking.close();
        assertEquals(0, queue.state().waiting() + queue.state().speaking());
        until(() -> gated.open() == 0);
        gate.complete(null);
        speak(admit("next"));
        assertEquals(3, gated.spoken());
        assertThrows(SpeechException.Cancelled.class, queued::read);
    }

    @Test
    void closedByAnother_whileReading_theReaderWakes() throws Exception {
        queue.engines().add(gated, 0, 1);
        Speech speech = admit("a");
        CompletableFuture<Object> read = CompletableFuture.supplyAsync(() -> {
            try {
                return speech.wav();
            } catch (SpeechException e) {
                return e;
            }
        });
        until(() -> gated.spoken() == 1);
        speech.close();
        assertTrue(read.get(20, TimeUnit.SECONDS) instanceof SpeechException.Cancelled);
    }

    @Test
    void engineFails_itsKind_isTold() throws Exception {
        ToneEngine failing = new ToneEngine("tone", 0.5f, Fault.marked());
        queue.engines().add(failing, 0, 1);
        SpeechException failed = assertThrows(SpeechException.class, () -> speak(admit("{fail}")));
        assertEquals("TTS generation failed: the tone broke", failed.getMessage());
        SpeechException memory = assertThrows(SpeechException.class, () -> speak(admit("{oom}")));
        assertTrue(memory.getMessage().contains("try CPU mode, a shorter text or a quantised model"));
        SpeechException crash = assertThrows(SpeechException.class, () -> speak(admit("{crash}")));
        assertEquals("TTS generation failed: IllegalStateException", crash.getMessage());
        speak(admit("the workers live"));
    }

    @Test
    void engineGivesNotANumber_spoken_isAFailure() {
        queue.engines().add(new ToneEngine("tone", Float.NaN, Fault.none()), 0, 1);
        assertThrows(SpeechException.SynthesisFailed.class, () -> speak(admit("x")));
    }

    @Test
    void noEngine_swapLimitPasses_isUnavailable() throws Exception {
        SpeechJob job = job(new Limits(LONG, SHORT, LONG), "x");
        queue.reserve();
        queue.admit(job);
        assertThrows(SpeechException.Unavailable.class, job::awaitSpeaker);
        assertEquals(0, queue.state().waiting());
        job.close();
    }

    @Test
    void engineReplaced_whileItSpeaks_theNextOneGoesOn() throws Exception {
        queue.engines().add(gated, 0, 1);
        try (Speech speech = admit("a", "b", "c")) {
            until(() -> gated.spoken() == 2);
            // Both sentences overrun the drain limit before their first sample, so they are recalled and spoken anew.
            assertTrue(queue.engines().remove(gated));
            queue.engines().add(tone, 0, 2);
            assertEquals(44 + 2 * samples(3), speech.wav().length);
        }
        assertEquals(3, tone.spoken());
        assertEquals(0, gated.open());
    }

    @Test
    void nothingToSpeak_read_isAMomentOfSilence() throws Exception {
        assertEquals(44 + 2 * 2_400, speak(admit()).length);
        assertEquals(new QueueState(0, 0, 8), queue.state());
        queue.engines().add(tone, 0, 1);
        assertEquals(44 + 2 * 2_400, speak(admit("")).length);
    }

    @Test
    void engineThrowsAnError_itsWorker_lives() throws Exception {
        Fault error = (utterance, cancellation) -> {
            throw new StackOverflowError("injected");
        };
        ToneEngine broken = new ToneEngine("tone", 0.5f, error);
        queue.engines().add(broken, 0, 1);
        for (int i = 0; i < 4; i++) {
            SpeechException thrown = assertThrows(SpeechException.class, () -> speak(admit("x")));
            assertEquals("TTS generation failed: StackOverflowError", thrown.getMessage());
        }
        assertTrue(queue.engines().remove(broken));
        queue.engines().add(tone, 0, 2);
        assertEquals(44 + 2 * samples(1), speak(admit("x")).length);
    }

    @Test
    void engineCancelsUnasked_isAFailureAndNotTriedForEver() {
        ToneEngine odd = new ToneEngine("tone", 0.5f, (utterance, cancellation) -> {
            throw new EngineException(EngineException.Kind.CANCELLED, "unasked");
        });
        queue.engines().add(odd, 0, 1);
        assertThrows(SpeechException.SynthesisFailed.class, () -> speak(admit("x")));
        assertEquals(1, odd.spoken());
    }

    @Test
    void engineEndsItsStreamWhenRecalled_theSentenceIsSpokenAnew() throws Exception {
        CompletableFuture<Void> called = new CompletableFuture<>();
        TtsEngine polite = new TtsEngine() {
            @Override
            public EngineInfo info() {
                return tone.info();
            }

            @Override
            public PcmStream speak(Utterance utterance, Cancellation cancellation) {
                CompletableFuture<Void> recalled = new CompletableFuture<>();
                cancellation.onRequest(() -> recalled.complete(null));
                called.complete(null);
                recalled.join();
                return PcmStream.of(new float[0]);
            }
        };
        queue.engines().add(polite, 0, 1);
        Speech speech = admit("whole");
        called.get(20, TimeUnit.SECONDS);
        assertTrue(queue.engines().remove(polite));
        queue.engines().add(tone, 0, 2);
        assertEquals(44 + 2 * samples(5), speak(speech).length);
    }

    @Test
    void engineHangs_progressLimitPasses_isAFailureAndFreesThePlace() throws Exception {
        queue.engines().add(gated, 0, 1);
        SpeechJob job = job(new Limits(LONG, LONG, SHORT), "x");
        try (Speech speech = admit(queue, job)) {
            SpeechException thrown = assertThrows(SpeechException.SynthesisFailed.class, speech::wav);
            assertTrue(thrown.getMessage().contains("said nothing"), thrown.getMessage());
        }
        assertEquals(new QueueState(0, 0, 8), queue.state());
    }

    @Test
    void engineIsBack_workerBusy_theSwapLimitNoLongerCounts() throws Exception {
        Limits impatient = new Limits(LONG, Duration.ofMillis(300), LONG);
        try (SpeechQueue single = new SpeechQueue(1, 8, 1_000_000, LONG)) {
            SpeechJob waiting = new SpeechJob(single, voiced("x"), List.of("x"), tone.info(), impatient);
            SpeechJob first = new SpeechJob(single, voiced("x"), List.of("first"), tone.info(), PATIENT);
            try (Speech busy = admit(single, first);
                    Speech late = admit(single, waiting)) {
                CompletableFuture<Integer> heard = CompletableFuture.supplyAsync(() -> lengthOf(late));
                single.engines().add(gated, 0, 1);
                until(() -> gated.spoken() == 1);
                // Longer than the swap limit, with the engine there and its only worker at work.
                assertThrows(TimeoutException.class, () -> heard.get(600, TimeUnit.MILLISECONDS));
                gate.complete(null);
                assertEquals(44 + 2 * samples(1), heard.get(20, TimeUnit.SECONDS));
                assertEquals(44 + 2 * samples(5), busy.wav().length);
            }
        }
    }

    private static int lengthOf(Speech speech) {
        try {
            return speech.wav().length;
        } catch (SpeechException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void drain_requestsUnderWay_finishAndNewOnesAreRefused() throws Exception {
        queue.engines().add(gated, 0, 1);
        Speech speech = admit("a");
        until(() -> gated.spoken() == 1);
        CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> {
            try {
                queue.drain(LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        until(() -> {
            try {
                admit("too late").close();
                return false;
            } catch (SpeechException e) {
                return true;
            }
        });
        assertFalse(drained.isDone());
        gate.complete(null);
        assertEquals(44 + 2 * samples(1), speak(speech).length);
        drained.get(20, TimeUnit.SECONDS);
    }

    private static byte[] speak(Speech speech) throws SpeechException {
        try (speech) {
            return speech.wav();
        }
    }
}

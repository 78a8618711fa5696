package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechService.QueueState;
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
import org.junit.jupiter.api.Test;

/** The bounds of the queue: places, memory and time. */
final class QueueLimitsTest extends QueueTest {

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
            assertEquals(44 + 2 * samples(4), kept.wav().length());
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
    void noEngine_swapLimitPasses_isUnavailable() throws Exception {
        SpeechJob job = job(new Limits(LONG, SHORT, LONG), "x");
        queue.reserve();
        queue.admit(job);
        assertThrows(SpeechException.Unavailable.class, job::awaitSpeaker);
        assertEquals(0, queue.state().waiting());
        job.close();
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
            SpeechJob waiting = new SpeechJob(single, voiced("x"), List.of("x"), tone.info(), impatient, new Course());
            SpeechJob first = new SpeechJob(single, voiced("x"), List.of("first"), tone.info(), PATIENT, new Course());
            try (Speech busy = admit(single, first);
                    Speech late = admit(single, waiting)) {
                CompletableFuture<Long> heard = CompletableFuture.supplyAsync(() -> lengthOf(late));
                single.engines().add(gated, 0, 1);
                until(() -> gated.spoken() == 1);
                // Longer than the swap limit, with the engine there and its only worker at work.
                assertThrows(TimeoutException.class, () -> heard.get(600, TimeUnit.MILLISECONDS));
                gate.complete(null);
                assertEquals(44 + 2 * samples(1), heard.get(20, TimeUnit.SECONDS));
                assertEquals(44 + 2 * samples(5), busy.wav().length());
            }
        }
    }

    private static long lengthOf(Speech speech) {
        try {
            return speech.wav().length();
        } catch (SpeechException e) {
            throw new IllegalStateException(e);
        }
    }
}

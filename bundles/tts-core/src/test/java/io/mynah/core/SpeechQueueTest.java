package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechService.QueueState;
import io.mynah.api.speech.WavFile;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Turns, order, and how requests end. */
final class SpeechQueueTest extends QueueTest {

    @Test
    void sentences_spoken_comeWholeAndInOrder() throws Exception {
        queue.engines().add(tone, 0, 1);
        try (Speech speech = admit("a", "bb", "ccc", "dddd", "eeeee", "ffffff")) {
            WavFile wav = speech.wav();
            assertEquals(44 + 2 * samples(21), wav.length());
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
            SpeechJob job = new SpeechJob(
                    single, voiced("x"), List.of("one", "two", "three", "four"), tone.info(), PATIENT, new Course());
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
            assertEquals(44 + 2 * samples(50), slow.wav().length());
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
            Future<WavFile> longAudio = readers.submit(longOne::wav);
            Future<WavFile> shortAudio = readers.submit(shortOne::wav);
            gate.complete(null);
            assertEquals(44 + 2 * samples(5), shortAudio.get().length());
            assertEquals(44 + 2 * samples(160), longAudio.get().length());
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
    void nothingToSpeak_read_isAMomentOfSilence() throws Exception {
        assertEquals(44 + 2 * 2_400, speak(admit()).length);
        assertEquals(new QueueState(0, 0, 8), queue.state());
        queue.engines().add(tone, 0, 1);
        assertEquals(44 + 2 * 2_400, speak(admit("")).length);
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

    /** It was prepared while the service stopped: nobody would ever speak it. */
    @Test
    void admitted_afterTheQueueWasClosed_isOver() throws Exception {
        queue.engines().add(tone, 0, 1);
        queue.reserve();
        queue.close();
        SpeechJob job = job(PATIENT, "too late");
        queue.admit(job);
        assertThrows(SpeechException.Cancelled.class, job::awaitSpeaker);
        assertEquals(0, queue.state().waiting());
    }
}

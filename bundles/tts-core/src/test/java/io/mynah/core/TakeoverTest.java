package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An engine that cannot speak a request after all, and the next one that can. */
final class TakeoverTest extends QueueTest {
    private static final String ADVICE =
            "TTS generation failed: no memory for the tone. Out of memory: try CPU mode, a shorter text or a quantised"
                    + " model";

    private final ToneEngine poor = new ToneEngine("poor", 0.5f, Fault.marked());
    private final ToneEngine next = new ToneEngine("next", 0.25f, Fault.none());

    /** Whoever is there has the voice {@code tone}. */
    private Speech admitWithOthers(String... sentences) throws SpeechException {
        return admit(queue, new SpeechJob(queue, voiced("x", this::others), List.of(sentences), poor.info(), PATIENT));
    }

    private Optional<VoicedRequest> others(java.util.Set<String> failed) {
        return queue.engines().engines().stream()
                .filter(engine -> !failed.contains(engine.id()))
                .findFirst()
                .map(engine -> voiced("x", this::others));
    }

    @Test
    void outOfMemory_atTheFirstSentence_theNextInRankSpeaksAllOfIt() throws Exception {
        queue.engines().add(poor, 10, 1);
        queue.engines().add(next, 0, 2);
        try (Speech speech = admitWithOthers("{oom}", "b")) {
            assertEquals(44 + 2 * samples(6), speech.wav().length());
            assertEquals("next", speech.info().engine());
        }
        assertEquals(2, next.spoken());
    }

    @Test
    void outOfMemory_afterOtherSentencesWereSpoken_noneOfThemIsInTheAnswer() throws Exception {
        queue.engines().add(poor, 10, 1);
        queue.engines().add(next, 0, 2);
        try (Speech speech = admitWithOthers("a", "b", "c", "d", "e", "{oom}")) {
            assertEquals("poor", speech.info().engine());
            assertEquals(44 + 2 * samples(10), speech.wav().length());
            assertEquals("next", speech.info().engine());
        }
        assertEquals(6, next.spoken());
    }

    @Test
    void outOfMemory_othersAreSpeakingMeanwhile_theyAreCancelledAndTheirAudioIsVoid() throws Exception {
        CompletableFuture<Void> held = new CompletableFuture<>();
        Fault fault = (utterance, cancellation) -> {
            if (utterance.text().equals("slow")) {
                Fault.waitFor(held).inject(utterance, cancellation);
            }
            Fault.marked().inject(utterance, cancellation);
        };
        ToneEngine half = new ToneEngine("poor", 0.5f, fault);
        queue.engines().add(half, 10, 1);
        queue.engines().add(next, 0, 2);
        try (Speech speech = admitWithOthers("slow", "{oom}")) {
            assertEquals(44 + 2 * samples(9), speech.wav().length());
        }
        until(() -> half.open() == 0);
        assertEquals(2, next.spoken());
    }

    @Test
    void outOfMemory_onlyThatEngineHasTheVoice_isToldWithAdvice() {
        queue.engines().add(poor, 10, 1);
        queue.engines().add(next, 0, 2);
        SpeechException told = assertThrows(SpeechException.class, () -> speak(admit("{oom}")));
        assertEquals(ADVICE, told.getMessage());
        assertEquals(0, next.spoken());
    }

    @Test
    void allOutOfMemory_whyTheFirstFailed_isTold() {
        ToneEngine broken = new ToneEngine("broken", 0.5f, (utterance, cancellation) -> {
            throw new EngineException(EngineException.Kind.FAILED, "another reason");
        });
        queue.engines().add(poor, 10, 1);
        queue.engines().add(broken, 0, 2);
        SpeechException told = assertThrows(SpeechException.class, () -> speak(admitWithOthers("{oom}")));
        assertEquals(ADVICE, told.getMessage());
        assertEquals(1, broken.spoken());
    }

    @Test
    void outOfMemory_partOfTheSpeechWasRead_isTold() throws Exception {
        queue.engines().add(poor, 10, 1);
        queue.engines().add(next, 0, 2);
        try (Speech speech = admitWithOthers("a long one", "b", "c", "d", "e", "{oom}")) {
            assertNotNull(speech.read());
            SpeechException told = assertThrows(SpeechException.class, speech::wav);
            assertEquals(ADVICE, told.getMessage());
        }
        assertEquals(0, next.spoken());
    }

    @Test
    void engineFails_anotherCanSpeak_itDoes() throws Exception {
        queue.engines().add(poor, 10, 1);
        queue.engines().add(next, 0, 2);
        try (Speech speech = admitWithOthers("{fail}")) {
            assertEquals(44 + 2 * samples(6), speech.wav().length());
            assertEquals("next", speech.info().engine());
        }
    }

    @Test
    void searchForOthers_failsItself_theRequestIsAnswered() {
        queue.engines().add(poor, 10, 1);
        SpeechJob job = new SpeechJob(
                queue,
                voiced("x", failed -> {
                    throw new IllegalStateException("injected");
                }),
                List.of("{oom}"),
                poor.info(),
                PATIENT);
        SpeechException told = assertThrows(SpeechException.class, () -> speak(admit(queue, job)));
        assertEquals(ADVICE, told.getMessage());
    }

    @Test
    void requestIsClosed_whileAnotherIsSought_itsPlaceIsFree() throws Exception {
        queue.engines().add(poor, 10, 1);
        queue.engines().add(next, 0, 2);
        CompletableFuture<Void> sought = new CompletableFuture<>();
        SpeechJob job = new SpeechJob(
                queue,
                voiced("x", failed -> {
                    sought.complete(null);
                    gate.join();
                    return Optional.of(voiced("x"));
                }),
                List.of("{oom}"),
                poor.info(),
                PATIENT);
        Speech speech = admit(queue, job);
        sought.join();
        speech.close();
        gate.complete(null);
        assertEquals(44 + 2 * samples(1), speak(admitWithOthers("b")).length);
        assertEquals(0, queue.state().speaking());
        List<EngineInfo> there = queue.engines().engines();
        assertTrue(there.get(0).id().equals("poor") && there.size() == 2);
    }
}

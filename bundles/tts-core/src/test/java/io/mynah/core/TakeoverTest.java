package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.core.casting.Casting;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
        return admit(
                queue,
                new SpeechJob(
                        queue, voiced("x", this::others), List.of(sentences), poor.info(), PATIENT, new Course()));
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

    /** It does not heed being cancelled either. */
    private ToneEngine hanging() {
        return new ToneEngine("poor", 0.5f, (utterance, cancellation) -> {
            if (utterance.text().equals("hang")) {
                gate.join();
            }
        });
    }

    @Test
    void engineHangs_anotherSpeaksJustLikeIt_itDoesAndTheQueueLosesNoWorker() throws Exception {
        ToneEngine hanging = hanging();
        queue.engines().add(hanging, 10, 1);
        queue.engines().add(next, 0, 2);
        for (int i = 0; i < 3; i++) {
            speak(admitWithOthers("its pace"));
        }
        assertEquals(0, next.spoken());

        assertEquals(44 + 2 * samples(8), speak(admitWithOthers("hang", "hang")).length);
        assertEquals(2, next.spoken());
        assertTrue(queue.engines().isLeftAlone(hanging.info()));
        assertEquals(44 + 2 * samples(6), speak(admitWithOthers("others")).length);
        assertEquals(3, next.spoken());
        assertEquals(44 + 2 * samples(4), speak(admit("only")).length, "it is asked where there is nobody else");

        gate.complete(null);
        until(() -> hanging.open() == 0 && !queue.engines().isLeftAlone(hanging.info()));
    }

    @Test
    void engineHangs_nobodyElseSpeaksLikeIt_itIsGivenAllTheTimeThereIs() throws Exception {
        ToneEngine hanging = hanging();
        queue.engines().add(hanging, 10, 1);
        queue.engines().add(next, 0, 2);
        for (int i = 0; i < 3; i++) {
            speak(admitWithOthers("its pace"));
        }
        AtomicInteger asked = new AtomicInteger();
        Casting other = Casting.exact(new Voice.BuiltIn("other"));
        Understudies.Search unlike = failed -> {
            asked.incrementAndGet();
            return Optional.of(new VoicedRequest(voiced("x").request(), other, Understudies.Search.NONE));
        };
        SpeechJob job =
                new SpeechJob(queue, voiced("x", unlike), List.of("hang"), hanging.info(), PATIENT, new Course());
        CompletableFuture<byte[]> speech = CompletableFuture.supplyAsync(() -> {
            try {
                return speak(admit(queue, job));
            } catch (SpeechException e) {
                throw new IllegalStateException(e);
            }
        });
        until(() -> asked.get() > 0);
        gate.complete(null);
        assertEquals(44 + 2 * samples(4), speech.get(20, TimeUnit.SECONDS).length);
        assertEquals(0, next.spoken());
    }

    @Test
    void engineHangs_beyondEveryLimit_whoeverCanTakesOver() throws Exception {
        queue.engines().add(hanging(), 10, 1);
        queue.engines().add(next, 0, 2);
        Limits impatient = new Limits(LONG, LONG, SHORT);
        SpeechJob job =
                new SpeechJob(queue, voiced("x", this::others), List.of("hang"), poor.info(), impatient, new Course());
        assertEquals(44 + 2 * samples(4), speak(admit(queue, job)).length);
        assertEquals(1, next.spoken());
    }

    @Test
    void engineGivesSilence_anotherCanSpeak_itDoes() throws Exception {
        queue.engines().add(new ToneEngine("poor", 0, Fault.none()), 10, 1);
        queue.engines().add(next, 0, 2);
        try (Speech speech = admitWithOthers("words", "more")) {
            assertEquals(44 + 2 * samples(9), speech.wav().length());
            assertEquals("next", speech.info().engine());
        }
    }

    @Test
    void engineGivesSilence_forWhatItNeedNotKnowHowToRead_thatIsItsAnswer() throws Exception {
        queue.engines().add(new ToneEngine("poor", 0, Fault.none()), 10, 1);
        queue.engines().add(next, 0, 2);
        try (Speech speech = admitWithOthers("\u4f60\u597d")) {
            assertEquals(44 + 2 * samples(2), speech.wav().length());
        }
        assertEquals(0, next.spoken());
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
                PATIENT,
                new Course());
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
                PATIENT,
                new Course());
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

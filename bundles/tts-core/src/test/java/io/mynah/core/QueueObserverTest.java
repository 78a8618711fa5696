package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.EngineException;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechObserver;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those are told who observe. */
final class QueueObserverTest extends QueueTest {

    private final BlockingQueue<SpeechObserver.Request> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<SpeechObserver.Sentence> sentences = new LinkedBlockingQueue<>();
    private final ToneEngine poor = new ToneEngine("poor", 0.5f, Fault.marked());

    @BeforeEach
    void observe() {
        queue.observers().add(new SpeechObserver() {
            @Override
            public void requestEnded(Request request) {
                assertFalse(queue.lock.isHeldByCurrentThread(), "no lock is held");
                requests.add(request);
            }

            @Override
            public void sentenceEnded(Sentence sentence) {
                assertFalse(queue.lock.isHeldByCurrentThread(), "no lock is held");
                sentences.add(sentence);
            }
        });
    }

    private SpeechObserver.Request request() throws InterruptedException {
        return next(requests);
    }

    private static <T> T next(BlockingQueue<T> told) throws InterruptedException {
        T news = told.poll(20, TimeUnit.SECONDS);
        assertNotNull(news);
        return news;
    }

    @Test
    void requestSpoken_isToldOnceWithItsTimesAndTheLengthOfItsAudio() throws Exception {
        queue.engines().add(tone, 0, 1);
        speak(admit("one", "three"));

        SpeechObserver.Request told = request();
        assertEquals("tone", told.engine());
        assertEquals(SpeechObserver.Outcome.SPOKEN, told.outcome());
        Duration firstAudio = told.firstAudio();
        assertTrue(firstAudio != null && firstAudio.compareTo(told.whole()) <= 0, told::toString);
        assertTrue(told.prepared() != null && told.waited() != null, told::toString);

        Duration audio = next(sentences).audio().plus(next(sentences).audio());
        assertEquals(Math.round(8 * ToneEngine.SECONDS_PER_CHARACTER * 1000), audio.toMillis());
        assertTrue(requests.isEmpty(), "once");
    }

    @Test
    void readerLeft_beforeItWasBegun_requestIsCancelled() throws Exception {
        Speech waiting = admit("nobody speaks this");
        assertTrue(requests.isEmpty(), "it waits");
        waiting.close();
        SpeechObserver.Request told = request();
        assertEquals(SpeechObserver.Outcome.CANCELLED, told.outcome());
        assertNull(told.waited());
        assertNull(told.firstAudio());
    }

    @Test
    void engineFails_andAnotherSpeaks_bothSentencesAreToldAndTheRequestIsTheOthers() throws Exception {
        queue.engines().add(poor, 10, 1);
        queue.engines().add(tone, 0, 2);
        SpeechJob job = new SpeechJob(
                queue,
                voiced("x", failed -> Optional.of(voiced("x"))),
                List.of("{oom}"),
                poor.info(),
                PATIENT,
                new Course());
        speak(admit(queue, job));

        assertEquals("tone", request().engine());
        List<SpeechObserver.Sentence> told = List.of(next(sentences), next(sentences));
        // The worker that failed may tell last.
        assertTrue(told.stream()
                .anyMatch(sentence ->
                        sentence.engine().equals("poor") && sentence.failure() == EngineException.Kind.OUT_OF_MEMORY));
        assertTrue(told.stream().anyMatch(sentence -> sentence.engine().equals("tone") && sentence.failure() == null));
    }

    @Test
    void nobodyCanSpeak_requestFailed() throws Exception {
        queue.engines().add(poor, 10, 1);
        assertThrows(SpeechException.class, () -> speak(admit("{fail}")));
        assertEquals(SpeechObserver.Outcome.FAILED, request().outcome());
        assertEquals(EngineException.Kind.FAILED, next(sentences).failure());
    }

    @Test
    void observerThrows_requestIsSpokenAllTheSame() throws Exception {
        queue.engines().add(tone, 0, 1);
        queue.observers().add(new SpeechObserver() {
            @Override
            public void sentenceEnded(Sentence sentence) {
                throw new IllegalStateException("on purpose");
            }
        });
        for (int i = 0; i < 4; i++) {
            assertEquals(44 + 2 * samples(3), speak(admit("one")).length);
        }
    }
}

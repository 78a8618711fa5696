package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Engines that fail, hang about or leave while they speak. */
final class EngineFailureTest extends QueueTest {

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
    void engineReplaced_whileItSpeaks_theNextOneGoesOn() throws Exception {
        queue.engines().add(gated, 0, 1);
        try (Speech speech = admit("a", "b", "c")) {
            until(() -> gated.spoken() == 2);
            // Both sentences overrun the drain limit before their first sample, so they are recalled and spoken anew.
            assertTrue(queue.engines().remove(gated));
            queue.engines().add(tone, 0, 2);
            assertEquals(44 + 2 * samples(3), speech.wav().length());
        }
        assertEquals(3, tone.spoken());
        assertEquals(0, gated.open());
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

    /** The answer is made whole before it is sent, so what a recalled engine has said of it can be thrown away. */
    @Test
    void engineRecalledInMidSentence_nobodyHasHeardIt_isSpokenAnew() throws Exception {
        CompletableFuture<Void> inTheMiddle = new CompletableFuture<>();
        TtsEngine going = new TtsEngine() {
            @Override
            public EngineInfo info() {
                return tone.info();
            }

            @Override
            public PcmStream speak(Utterance utterance, Cancellation cancellation) {
                CompletableFuture<Void> recalled = new CompletableFuture<>();
                cancellation.onRequest(() -> recalled.complete(null));
                return new PcmStream() {
                    private boolean begun;

                    @Override
                    public float[] read() throws EngineException {
                        if (!begun) {
                            begun = true;
                            return new float[100];
                        }
                        inTheMiddle.complete(null);
                        recalled.join();
                        throw new EngineException(EngineException.Kind.CANCELLED, "recalled");
                    }

                    @Override
                    public void close() {}
                };
            }
        };
        queue.engines().add(going, 0, 1);
        Speech speech = admit("whole");
        CompletableFuture<byte[]> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return speak(speech);
            } catch (SpeechException e) {
                throw new IllegalStateException(e);
            }
        });
        inTheMiddle.get(20, TimeUnit.SECONDS);
        assertTrue(queue.engines().remove(going));
        queue.engines().add(tone, 0, 2);
        assertEquals(44 + 2 * samples(5), answer.get(20, TimeUnit.SECONDS).length);
    }
}

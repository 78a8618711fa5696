package io.mynah.core.casting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException.Unavailable;
import io.mynah.api.voice.ClosestVoice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClosestVoicesTest {

    private static final EngineInfo MIXER = Engines.blending("mixer", "heart");
    private static final ClosestVoice.Match MATCH = new ClosestVoice.Match(
            new Voice.Blend("mine.wav", List.of(new Voice.Blend.Part("heart", 1))), ToneCurve.FLAT, 0.8, true);

    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final ClosestVoice held = (OnlyFinds) (clip, engine) -> {
        asked.incrementAndGet();
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return MATCH;
    };

    @AfterEach
    void letGo() {
        go.countDown();
    }

    @Test
    void find_nobodyThere_isNotNow() {
        try (ClosestVoices closest = new ClosestVoices(Duration.ofSeconds(20), Duration.ZERO)) {
            closest.bind(held);
            closest.unbind(held);
            assertThrows(Unavailable.class, () -> closest.find(OneClip.clip("mine"), MIXER));
        }
    }

    @Test
    void find_hangs_isNotWaitedForAndAskedAgainOnlyOnceItAnswers() {
        try (ClosestVoices closest = new ClosestVoices(Duration.ofMillis(20), Duration.ZERO)) {
            closest.bind(held);
            assertThrows(Unavailable.class, () -> closest.find(OneClip.clip("mine"), MIXER));
            assertThrows(Unavailable.class, () -> closest.find(OneClip.clip("mine"), MIXER));
            assertEquals(1, asked.get());
        }
    }

    @Test
    void find_byManyAtOnce_asksOnceAndThenAnew() throws Exception {
        try (ClosestVoices closest = new ClosestVoices(Duration.ofSeconds(20), Duration.ZERO)) {
            closest.bind(held);
            CompletableFuture<ClosestVoice.Answer> first = CompletableFuture.supplyAsync(() -> find(closest));
            CompletableFuture<ClosestVoice.Answer> second = CompletableFuture.supplyAsync(() -> find(closest));
            go.countDown();
            assertEquals(MATCH, first.get(20, TimeUnit.SECONDS));
            assertEquals(MATCH, second.get(20, TimeUnit.SECONDS));
            int before = asked.get();
            assertTrue(before <= 2, "asked " + before);
            assertEquals(MATCH, closest.find(OneClip.clip("mine"), MIXER));
            assertEquals(before + 1, asked.get());
        }
    }

    private static ClosestVoice.Answer find(ClosestVoices closest) {
        try {
            return closest.find(OneClip.clip("mine"), MIXER);
        } catch (Unavailable e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void find_engineThatDoesNotMix_hasNoBasis() throws Exception {
        try (ClosestVoices closest = new ClosestVoices(Duration.ofSeconds(20), Duration.ZERO)) {
            closest.bind(held);
            assertEquals(
                    ClosestVoice.None.NO_BASIS, closest.find(OneClip.clip("mine"), Engines.plain("plain", "heart")));
            assertEquals(0, asked.get());
        }
    }

    @Test
    void hasJustLeft_onlyWithinTheSwapLimitAndOnlyIfSomebodyWasThere() {
        try (ClosestVoices patient = new ClosestVoices(Duration.ofSeconds(20), Duration.ofMinutes(1));
                ClosestVoices impatient = new ClosestVoices(Duration.ofSeconds(20), Duration.ZERO)) {
            assertFalse(patient.hasJustLeft());
            patient.bind(held);
            assertFalse(patient.hasJustLeft());
            patient.unbind(held);
            assertTrue(patient.hasJustLeft());
            impatient.bind(held);
            impatient.unbind(held);
            assertFalse(impatient.hasJustLeft());
        }
    }

    @Test
    void find_fails_isNotNow() {
        try (ClosestVoices closest = new ClosestVoices(Duration.ofSeconds(20), Duration.ZERO)) {
            closest.bind((OnlyFinds) (clip, engine) -> {
                throw new IllegalStateException("broken");
            });
            assertThrows(Unavailable.class, () -> closest.find(OneClip.clip("mine"), MIXER));
        }
    }
}

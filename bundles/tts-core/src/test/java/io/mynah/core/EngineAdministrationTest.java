package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.admin.AdminException;
import io.mynah.api.admin.EngineStatus;
import io.mynah.api.admin.EngineStatus.Figures;
import io.mynah.api.admin.EngineStatus.State;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.core.EngineAdministration.Origin;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EngineAdministrationTest extends QueueTest {

    private final EngineAdministration admin = administration(LONG);

    private EngineAdministration administration(Duration drainLimit) {
        return new EngineAdministration(queue, drainLimit, service -> new Origin("bundle" + service, "1.2.3"));
    }

    @Test
    void engines_oneSpeaksAndOneDoesNot_areToldWithTheirBundles() throws Exception {
        queue.engines().add(gated, 7, 1);
        queue.engines().add(new ToneEngine("other", 0.5f, Fault.none()), 0, 2);
        try (Speech speech = admit("One.", "Two.")) {
            until(() -> admin.engines().get(0).leases() == 2);
            EngineStatus busy = admin.engines().get(0);
            assertEquals("tone", busy.engine().id());
            assertEquals(State.SPEAKING, busy.state());
            assertEquals(7, busy.ranking());
            assertEquals(1, busy.requests());
            assertEquals("bundle1", busy.bundle());
            assertEquals("1.2.3", busy.bundleVersion());
            assertEquals(0, admin.engines().get(1).requests());
            gate.complete(null);
            assertTrue(speak(speech).length > 0);
        }
        until(() -> admin.engines().get(0).figures().spoken() == 2);
        assertEquals(0, admin.engines().get(0).figures().failed());
        assertEquals(
                samples("One.Two.".length()) / 24_000.0,
                admin.engines().get(0).figures().audio().toNanos() / 1e9,
                0.001);
        assertTrue(admin.engines().get(0).figures().realTimeFactor() > 0);
        assertEquals(Figures.NONE, admin.engines().get(1).figures());
    }

    @Test
    void engines_oneFails_itsErrorsAreCounted() throws Exception {
        ToneEngine broken = new ToneEngine("tone", 0.5f, (utterance, cancellation) -> {
            throw new EngineException(EngineException.Kind.FAILED, "the tone broke");
        });
        queue.engines().add(broken, 0, 1);
        Speech speech = admit("One.");
        assertThrows(SpeechException.SynthesisFailed.class, () -> speak(speech));
        until(() -> admin.engines().get(0).figures().failed() == 1);
        assertEquals(0, admin.engines().get(0).figures().realTimeFactor());
    }

    @Test
    void stop_longRequestUnderWay_isSpokenToItsEndBeforeTheEngineIsSilent() throws Exception {
        Unloadable engine = new Unloadable(gated);
        queue.engines().add(engine, 0, 1);
        // More sentences than workers, so that most are begun only after the engine has been stopped.
        Speech speech = admit("One.", "Two.", "Three.", "Four.", "Five.");
        CompletableFuture<byte[]> audio = CompletableFuture.supplyAsync(() -> {
            try {
                return speak(speech);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        until(() -> admin.engines().get(0).leases() == 2);
        CompletableFuture<EngineStatus> stopped = CompletableFuture.supplyAsync(() -> {
            try {
                return admin.stop("tone");
            } catch (AdminException e) {
                throw new IllegalStateException(e);
            }
        });
        until(() -> admin.engines().get(0).state() == State.DRAINING);
        assertEquals(List.of(), queue.engines().engines());
        assertEquals(0, engine.unloaded.get());
        gate.complete(null);
        assertEquals(44 + 2 * samples("One.Two.Three.Four.Five.".length()), audio.get(20, TimeUnit.SECONDS).length);
        assertEquals(State.STOPPED, stopped.get(20, TimeUnit.SECONDS).state());
        assertEquals(1, engine.unloaded.get());
    }

    @Test
    void stop_engineDoesNotComeToAnEnd_isDrainingStill() throws Exception {
        queue.engines().add(gated, 0, 1);
        Speech speech = admit("One.");
        until(() -> admin.engines().get(0).leases() == 1);
        assertEquals(State.DRAINING, administration(SHORT).stop("tone").state());
        speech.close();
    }

    @Test
    void start_afterStop_requestThatWaitedIsSpoken() throws Exception {
        queue.engines().add(tone, 0, 1);
        assertEquals(State.STOPPED, admin.stop("tone").state());
        assertEquals("an administrator stopped it", admin.engines().get(0).reason());
        assertEquals(State.SPEAKING, admin.start("tone").state());
        assertTrue(speak(admit("One.")).length > 44);
    }

    @Test
    void promote_undone_rankingsDecideAgain() throws Exception {
        queue.engines().add(tone, 0, 1);
        queue.engines().add(new ToneEngine("low", 0.5f, Fault.none()), -10, 2);
        assertTrue(admin.promote("low").promoted());
        assertEquals("low", queue.engines().engines().get(0).id());
        assertFalse(admin.demote("tone").promoted());
        assertTrue(admin.engines().get(0).promoted(), "another one's is not undone");
        assertFalse(admin.demote("low").promoted());
        assertEquals("tone", queue.engines().engines().get(0).id());
    }

    @Test
    void unload_engineThatCannot_saysSo() throws Exception {
        queue.engines().add(tone, 0, 1);
        queue.engines().add(new Unloadable(new ToneEngine("large", 0.5f, Fault.none())), 0, 2);
        assertFalse(admin.unload("tone"));
        assertTrue(admin.unload("large"));
    }

    @Test
    void unknownEngine_whateverIsAskedFor_isToldWhichThereAre() {
        queue.engines().add(tone, 0, 1);
        List<Asked> all = List.of(admin::stop, admin::start, admin::promote, admin::demote, admin::unload);
        for (Asked asked : all) {
            AdminException refusal = assertThrows(AdminException.Unknown.class, () -> asked.of("none"));
            assertEquals("there is no engine 'none'; there are tone", refusal.getMessage());
        }
    }

    private interface Asked {
        Object of(String id) throws AdminException;
    }

    /** An engine that counts how often it gave its memory back. */
    private static final class Unloadable implements TtsEngine {
        private final TtsEngine engine;
        private final AtomicInteger unloaded = new AtomicInteger();

        Unloadable(TtsEngine engine) {
            this.engine = engine;
        }

        @Override
        public EngineInfo info() {
            return engine.info();
        }

        @Override
        public PcmStream speak(Utterance utterance, Cancellation cancellation) throws EngineException {
            return engine.speak(utterance, cancellation);
        }

        @Override
        public boolean unload() {
            return unloaded.incrementAndGet() > 0;
        }
    }
}

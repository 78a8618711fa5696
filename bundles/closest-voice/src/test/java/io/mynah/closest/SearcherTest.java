package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.voice.SpeechSpectrum.Levels;
import io.mynah.api.voice.VoiceDoctor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SearcherTest {
    private static final Subject SUBJECT = new Subject("content", "circumstances");
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final World world = new World();
    private final double[] target = world.vector(World.WANTED, -1);
    private final Server server = new Server();
    private final Clips clips = new Clips();
    private final ClipListener listener = new ClipListener(
            new Listener(clips, new Clips.Encoder(world), speech -> World.LEVELS, speech -> OptionalDouble.empty()),
            clips);

    @Test
    void search_quietServer_findsACloserVoiceAndWritesItDown() throws Exception {
        Pursuit pursuit = pursuit();
        try (Searcher searcher = searcher(LONG)) {
            searcher.search(pursuit);
            until(() -> pursuit.finding().searched());
            until(() -> pageIsSearched());
        }

        assertTrue(world.likeness(pursuit.finding().weights(), target) > world.nearestVoice(target));
        assertEquals(
                world.likeness(pursuit.finding().weights(), Sentences.JUDGEMENT, target),
                pursuit.finding().similarity(),
                1e-12);
    }

    @Test
    void search_noToneIsBetter_staysFlat() throws Exception {
        Pursuit pursuit = pursuit();
        try (Searcher searcher = searcher(Duration.ofNanos(1))) {
            searcher.search(pursuit);
            until(() -> pursuit.finding().searched());
        }

        assertEquals(ToneCurve.FLAT, pursuit.finding().tone());
    }

    @Test
    void search_voiceThatIsMoreAlikeInAnotherTone_isGivenIt() throws Exception {
        server.ear = (weights, texts, cancellation) -> world.hear(weights, texts, cancellation)
                .map(sound -> sound.in(ToneCurve.FLAT))
                .map(Muffled::new);
        Pursuit pursuit = pursuit(new Speaker(target, Muffled.bright(), OptionalDouble.empty()));
        try (Searcher searcher = searcher(Duration.ofNanos(1))) {
            searcher.search(pursuit);
            until(() -> pursuit.finding().searched());
        }

        assertEquals(
                Tones.between(Muffled.bright(), List.of(World.LEVELS)).get(1),
                pursuit.finding().tone());
        assertEquals(1, pursuit.finding().similarity(), 1e-12);
    }

    /** Is the one who is wanted in a middling tone, and nobody in others. */
    private final class Muffled implements Sound {
        private final Sound sound;

        Muffled(Sound sound) {
            this.sound = sound;
        }

        static Levels bright() {
            List<Double> mean = new ArrayList<>(World.LEVELS.mean());
            mean.set(15, mean.get(15) + 8);
            return new Levels(mean, World.LEVELS.floor());
        }

        @Override
        public double[] vector() {
            return sound.vector();
        }

        @Override
        public OptionalDouble pitch() {
            return sound.pitch();
        }

        @Override
        public Levels levels() {
            return sound.levels();
        }

        @Override
        public Sound in(ToneCurve tone) {
            double rise = tone.gains().get(15) - tone.gains().get(10);
            return rise > 3 && rise < 5 ? new World.Said(target, OptionalDouble.empty()) : sound;
        }
    }

    @Test
    void search_noTime_isJudgedAllTheSame() throws Exception {
        Pursuit pursuit = pursuit();
        try (Searcher searcher = searcher(Duration.ofNanos(1))) {
            searcher.search(pursuit);
            until(() -> pursuit.finding().searched());
        }

        assertTrue(pursuit.finding().similarity() > 0.5);
    }

    @Test
    void search_engineAway_writesNothingAndGoesOnWhenItIsBack() throws Exception {
        server.engineIsThere = false;
        Pursuit pursuit = pursuit();
        try (Searcher searcher = searcher(LONG)) {
            searcher.search(pursuit);
            until(() -> server.asked.get() > 20);
            try (Stream<Path> files = Files.list(folder)) {
                assertEquals(List.of(), files.toList());
            }
            server.engineIsThere = true;
            until(() -> pursuit.finding().searched());
        }
    }

    @Test
    void search_busyServer_waits() throws Exception {
        server.busy = true;
        Pursuit pursuit = pursuit();
        try (Searcher searcher = searcher(LONG)) {
            searcher.search(pursuit);
            until(() -> server.looks.get() > 20);
            assertEquals(0, server.heard.get());

            server.busy = false;
            until(() -> server.heard.get() > 0);
        }
    }

    @Test
    void search_requestComesWhileAMixtureSpeaks_cancelsIt() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch speaking = new CountDownLatch(1);
        server.ear = (weights, texts, cancellation) -> {
            cancellation.onRequest(cancelled::countDown);
            speaking.countDown();
            await(cancelled);
            return Optional.empty();
        };
        try (Searcher searcher = searcher(LONG)) {
            searcher.search(pursuit());
            await(speaking);

            server.busy = true;

            await(cancelled);
        }
    }

    @Test
    void search_engineIsWantedBack_cancelsAndGivesItBack() throws Exception {
        CountDownLatch speaking = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        server.ear = (weights, texts, cancellation) -> {
            cancellation.onRequest(cancelled::countDown);
            speaking.countDown();
            await(cancelled);
            return Optional.empty();
        };
        try (Searcher searcher = searcher(LONG)) {
            searcher.search(pursuit());
            await(speaking);

            server.wantedBack = true;

            until(() -> server.lent.get() == 0);
        }
    }

    @Test
    void search_clipGoesMeanwhile_endsAndLeavesNothing() throws Exception {
        LinkedBlockingQueue<Pursuit> lost = new LinkedBlockingQueue<>();
        Pursuit pursuit = pursuit();
        server.ear = (weights, texts, cancellation) -> {
            if (server.heard.get() == 12) { // after the first page
                server.clipIsThere = false;
            }
            return world.hear(weights, texts, cancellation);
        };
        try (Searcher searcher = searcher(LONG, lost)) {
            searcher.search(pursuit);
            assertEquals(pursuit, lost.poll(30, TimeUnit.SECONDS));
        }

        assertFalse(pursuit.finding().searched());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void search_clipThatIsSpoiled_isOfTheBestStretch() throws Exception {
        clips.complaints = List.of(VoiceDoctor.Complaint.SEVERAL_SPEAKERS);
        Pursuit pursuit = pursuit();
        Speaker before = pursuit.speaker();
        try (Searcher searcher = searcher(Duration.ofNanos(1))) {
            searcher.search(pursuit);
            until(() -> pursuit.finding().searched());
        }

        assertNotSame(before, pursuit.speaker());
        assertEquals(List.of(2.5, 12.5), clips.stretch);
    }

    @Test
    void search_clipWithoutComplaints_isOfAllSpeech() throws Exception {
        clips.complaints = List.of(VoiceDoctor.Complaint.SILENCE);
        Pursuit pursuit = pursuit();
        Speaker before = pursuit.speaker();
        try (Searcher searcher = searcher(Duration.ofNanos(1))) {
            searcher.search(pursuit);
            until(() -> pursuit.finding().searched());
        }

        assertSame(before, pursuit.speaker());
    }

    @Test
    void search_oneOfTwoCopiesGoes_goesOn() throws Exception {
        server.gone = "me.wav";
        Pursuit pursuit = pursuit();
        pursuit.wantedAs("copy.wav");
        try (Searcher searcher = searcher(Duration.ofNanos(1))) {
            searcher.search(pursuit);
            until(() -> pageIsSearched());
        }

        assertEquals("copy.wav", page().clip());
    }

    @Test
    void close_inTheMiddle_laterSearcherGoesOn() throws Exception {
        CountDownLatch some = new CountDownLatch(5);
        server.ear = (weights, texts, cancellation) -> {
            some.countDown();
            return world.hear(weights, texts, cancellation);
        };
        try (Searcher searcher = searcher(LONG)) {
            searcher.search(pursuit());
            await(some);
        }
        int before = page().heard().size();
        assertTrue(before >= 4, before + " utterances");

        Pursuit again = pursuit();
        server.heard.set(0);
        try (Searcher searcher = searcher(LONG)) {
            searcher.search(again);
            until(() -> again.finding().searched());
        }
        MixtureSearch whole = new MixtureSearch(world.model(), world.samples(), World.ALL, World.speaker(target));
        while (!whole.isOver()) {
            int text = whole.nextText();
            double[] weights = whole.next();
            double[] vector = world.hear(weights, List.of(Sentences.SEARCH.get(text)), Cancellation.none())
                    .orElseThrow()
                    .vector();
            whole.learn(new MixtureSearch.Heard(weights, text, vector, OptionalDouble.empty()));
        }
        // What was heard before is not heard again; six sentences judge the first and the last.
        assertEquals(whole.heard().size() - before + 6, server.heard.get());
    }

    @Test
    void search_engineThatIsAlwaysSilent_isGivenUp() throws Exception {
        server.ear = (weights, texts, cancellation) -> Optional.empty();
        Pursuit pursuit = pursuit();
        try (Searcher searcher = searcher(LONG)) {
            searcher.search(pursuit);
            until(() -> server.heard.get() >= 5 && pursuit.begin());
        }

        assertEquals(5, server.heard.get());
        assertFalse(pursuit.finding().searched());
    }

    private boolean pageIsSearched() {
        return new Notebook(folder)
                .read(SUBJECT, World.VOICES, World.DIMENSIONS)
                .map(page -> page.finding().searched())
                .orElse(false);
    }

    private Notebook.Page page() {
        return new Notebook(folder)
                .read(SUBJECT, World.VOICES, World.DIMENSIONS)
                .orElseThrow();
    }

    private Pursuit pursuit() {
        return pursuit(World.speaker(target));
    }

    private Pursuit pursuit(Speaker speaker) {
        double[] middle = Mixtures.middle(World.ALL);
        Pursuit pursuit =
                new Pursuit(SUBJECT, folder, World.ALL, speaker, new Finding(middle, ToneCurve.FLAT, 0, false));
        pursuit.wantedAs("me.wav");
        return pursuit;
    }

    private Searcher searcher(Duration longest) {
        return searcher(longest, new LinkedBlockingQueue<>());
    }

    private Searcher searcher(Duration longest, LinkedBlockingQueue<Pursuit> lost) {
        return new Searcher(world.samples(), world::model, listener, server, new Notebook(folder), longest, lost::add);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void until(Condition condition) throws IOException {
        while (!condition.holds()) {
            Thread.onSpinWait();
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private final class Server implements Surroundings {
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicInteger heard = new AtomicInteger();
        private final AtomicInteger lent = new AtomicInteger();
        private volatile boolean busy;
        private volatile boolean wantedBack;
        private volatile boolean clipIsThere = true;
        private volatile boolean engineIsThere = true;
        private final AtomicInteger asked = new AtomicInteger();
        private volatile String gone = "";
        private volatile Ear ear = world;

        @Override
        public boolean isBusy() {
            looks.incrementAndGet();
            return busy;
        }

        @Override
        public boolean has(String clip, String contentId) {
            return clipIsThere && !clip.equals(gone);
        }

        @Override
        public Optional<Listening> listen(String engine) {
            asked.incrementAndGet();
            if (!engineIsThere) {
                return Optional.empty();
            }
            lent.incrementAndGet();
            return Optional.of(new Listening() {
                @Override
                public Ear ear() {
                    return (weights, texts, cancellation) -> {
                        heard.incrementAndGet();
                        return ear.hear(weights, texts, cancellation);
                    };
                }

                @Override
                public boolean isWantedBack() {
                    return wantedBack;
                }

                @Override
                public void close() {
                    lent.decrementAndGet();
                }
            });
        }
    }
}

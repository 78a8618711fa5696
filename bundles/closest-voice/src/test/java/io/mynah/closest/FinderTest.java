package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.voice.ClosestVoice.Match;
import io.mynah.api.voice.ClosestVoice.None;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FinderTest {
    @TempDir
    Path folder;

    private final World world = new World();
    private final Clips clips = new Clips();
    private final Clips.Encoder encoder = new Clips.Encoder(world);
    private volatile Ear ear = world;
    private final Voice.Clip clip = new Voice.Clip("me.wav", Path.of("me.wav"), "content");

    @Test
    void find_withoutSearch_answersWithAMixtureNamedAfterTheClip() {
        try (Finder finder = finder(Optional.empty())) {
            Match match = find(finder, clip);

            assertEquals("me.wav", match.blend().name());
            assertTrue(match.searched());
            assertTrue(likeness(match) > world.nearestVoice(Clips.Encoder.speaker(world)));
            assertEquals(likeness(match), match.similarity(), 0.1, "what the model expects of it");
        }
    }

    @Test
    void find_sameContentUnderAnotherName_isKnown() {
        try (Finder finder = finder(Optional.empty())) {
            finder.find(clip, engine("tone", World.NAMES, true));
            Match match = find(finder, new Voice.Clip("copy.wav", Path.of("copy.wav"), "content"));

            assertEquals("copy.wav", match.blend().name());
            assertEquals(1, clips.read.get());
        }
    }

    @Test
    void find_afterTheSearch_isKeptBeyondARestartWithoutReadingTheClip() {
        Match found;
        try (Finder finder = finder(Optional.of(Duration.ofMinutes(5)))) {
            Match first = find(finder, clip);
            assertFalse(first.searched());
            do {
                found = find(finder, clip);
            } while (!found.searched());
            assertEquals(likeness(found), found.similarity(), 1e-4);
        }
        clips.read.set(0);
        try (Finder finder = finder(Optional.of(Duration.ofMinutes(5)))) {
            assertEquals(found, find(finder, clip));
        }
        assertEquals(0, clips.read.get());
    }

    @Test
    void find_moreTimeThanTheSearchHad_searchesOnFromWhatWasHeard() throws Exception {
        try (Finder finder = finder(Optional.of(Duration.ofNanos(1)))) {
            while (!find(finder, clip).searched()) {
                Thread.onSpinWait();
            }
        }
        try (Finder finder = finder(Optional.of(Duration.ofMinutes(5)))) {
            assertFalse(find(finder, clip).searched());
            while (!find(finder, clip).searched()) {
                Thread.onSpinWait();
            }
        }
        clips.read.set(0);
        try (Finder finder = finder(Optional.of(Duration.ofMinutes(60)))) {
            assertTrue(find(finder, clip).searched());
        }
        assertEquals(0, clips.read.get(), "nothing was left to find, whatever the limit");
    }

    @Test
    void forget_contentThatIsGone_leavesNothing() throws Exception {
        try (Finder finder = finder(Optional.of(Duration.ofNanos(1)))) {
            for (String content : List.of("content", "other")) {
                Voice.Clip asked = new Voice.Clip("me.wav", clip.wav(), content);
                while (!find(finder, asked).searched()) {
                    Thread.onSpinWait();
                }
            }
        }
        try (Finder finder = finder(Optional.empty())) {
            finder.forget("content");
            try (Stream<Path> pages = Files.list(folder)) {
                assertEquals(1, pages.count(), "that of the other content");
            }
            finder.find(clip, engine("tone", World.NAMES, true));

            assertEquals(3, clips.read.get());
        }
    }

    @Test
    void forget_contentThatIsSearchedFor_endsTheSearchAndLeavesNothing() throws Exception {
        CountDownLatch forgotten = new CountDownLatch(1);
        AtomicInteger utterances = new AtomicInteger();
        try (Finder finder = finder(Optional.of(Duration.ofMinutes(10)))) {
            ear = (weights, texts, cancellation) -> {
                if (utterances.incrementAndGet() == 12) { // after the first page
                    finder.forget("content");
                    forgotten.countDown();
                }
                return world.hear(weights, texts, cancellation);
            };
            find(finder, clip);
            assertTrue(forgotten.await(30, TimeUnit.SECONDS));
        }
        assertEquals(12, utterances.get());
        try (Stream<Path> pages = Files.list(folder)) {
            assertEquals(0, pages.count());
        }
    }

    @Test
    void find_anotherContent_isAnotherSearch() {
        try (Finder finder = finder(Optional.empty())) {
            finder.find(clip, engine("tone", World.NAMES, true));
            finder.find(new Voice.Clip("me.wav", clip.wav(), "changed"), engine("tone", World.NAMES, true));

            assertEquals(2, clips.read.get());
        }
    }

    @Test
    void find_engineOfWhichNothingIsKnown_hasNoBasis() {
        try (Finder finder = finder(Optional.empty())) {
            assertEquals(None.NO_BASIS, finder.find(clip, engine("other", World.NAMES, true)));
            assertEquals(None.NO_BASIS, finder.find(clip, engine("tone", World.NAMES, false)));
            assertEquals(None.NO_BASIS, finder.find(clip, engine("tone", List.of("a"), true)));
        }
    }

    @Test
    void find_engineWithSomeOfTheVoices_mixesThose() {
        try (Finder finder = finder(Optional.empty())) {
            Match match = find(finder, clip, engine("tone", List.of("a", "b", "c"), true));

            assertTrue(match.blend().parts().stream()
                    .allMatch(part -> List.of("a", "b", "c").contains(part.voice())));
        }
    }

    @Test
    void find_engineThatMixesWhatItDoesNotList_mixesAll() {
        EngineInfo listed = engine("tone", List.of("a", "b", "c"), true);
        EngineInfo all = EngineInfo.builder(listed.id())
                .title(listed.title())
                .version(listed.version())
                .device(listed.device())
                .sampleRate(listed.sampleRate())
                .languages(listed.languages())
                .voices(listed.voices())
                .features(listed.features())
                .blendsVoices(true)
                .blendParts(Set.copyOf(World.NAMES.subList(3, World.NAMES.size())))
                .build();
        try (Finder finder = finder(Optional.empty())) {
            assertEquals(6, find(finder, clip, all).blend().parts().size());
        }
    }

    @Test
    void find_otherEncoder_hasNoBasis() {
        encoder.id = "newer";
        try (Finder finder = finder(Optional.empty())) {
            assertEquals(None.NO_BASIS, finder.find(clip, engine("tone", World.NAMES, true)));
        }
    }

    @Test
    void find_clipWithoutSpeech_isHeardOnce() {
        clips.seconds = 1;
        try (Finder finder = finder(Optional.of(Duration.ofMinutes(5)))) {
            assertEquals(None.NO_SPEECH, finder.find(clip, engine("tone", World.NAMES, true)));
            assertEquals(None.NO_SPEECH, finder.find(clip, engine("tone", World.NAMES, true)));
            assertEquals(1, clips.read.get());

            finder.forget("content");
            assertEquals(None.NO_SPEECH, finder.find(clip, engine("tone", World.NAMES, true)));
            assertEquals(2, clips.read.get());
        }
    }

    @Test
    void find_clipThatCannotBeRead_fails() {
        clips.seconds = -1;
        try (Finder finder = finder(Optional.empty())) {
            assertThrows(UncheckedIOException.class, () -> finder.find(clip, engine("tone", World.NAMES, true)));
        }
    }

    /** How like the clip the voice is that was handed out, heard by the sentences that judge. */
    private double likeness(Match match) {
        double[] weights = new double[World.VOICES];
        for (Voice.Blend.Part part : match.blend().parts()) {
            weights[World.NAMES.indexOf(part.voice())] = part.weight();
        }
        return world.likeness(weights, Sentences.JUDGEMENT, Clips.Encoder.speaker(world));
    }

    private static Match find(Finder finder, Voice.Clip clip) {
        return find(finder, clip, engine("tone", World.NAMES, true));
    }

    private static Match find(Finder finder, Voice.Clip clip, EngineInfo engine) {
        return assertInstanceOf(Match.class, finder.find(clip, engine));
    }

    private Finder finder(Optional<Duration> longest) {
        Surroundings quiet = new Surroundings() {
            @Override
            public boolean isBusy() {
                return false;
            }

            @Override
            public boolean has(String clip, String contentId) {
                return true;
            }

            @Override
            public Optional<Listening> listen(String engine) {
                return Optional.of(new Listening() {
                    @Override
                    public Ear ear() {
                        return ear;
                    }

                    @Override
                    public boolean isWantedBack() {
                        return false;
                    }

                    @Override
                    public void close() {}
                });
            }
        };
        return new Finder(
                world.samples(),
                world::model,
                new ClipListener(
                        new Listener(clips, encoder, speech -> World.LEVELS, speech -> OptionalDouble.empty()), clips),
                folder,
                quiet,
                longest);
    }

    private static EngineInfo engine(String id, List<String> voices, boolean blends) {
        return EngineInfo.builder(id)
                .title(id)
                .version("1")
                .sampleRate(24_000)
                .languages(List.of("English"))
                .voices(voices.stream()
                        .map(name -> new VoiceInfo(name, name, "en-US"))
                        .toList())
                .blendsVoices(blends)
                .build();
    }
}

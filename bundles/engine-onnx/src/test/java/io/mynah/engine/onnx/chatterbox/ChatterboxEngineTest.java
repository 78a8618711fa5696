package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.CancellationSource;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.testkit.EngineContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatterboxEngineTest extends EngineContract {
    @TempDir
    private static Path home;

    private ChatterboxEngine engine;

    @BeforeAll
    void load() throws IOException {
        engine = TinyModel.engine(home);
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @Override
    protected TtsEngine engine() {
        return engine;
    }

    @Override
    protected Optional<TtsEngine> another() throws IOException {
        return Optional.of(TinyModel.engine(home));
    }

    @Override
    protected Voice voice() {
        return new Voice.Clip("voice.wav", TinyModel.SET.resolve("ref/voice.wav"), "content");
    }

    @Override
    protected int repetitions() {
        return 5;
    }

    private Utterance in(Voice voice, boolean level) {
        Sampling sampling = new Sampling(0.8, 0.1, 0.9, 50, 1.2, level);
        return new Utterance("Hello.", voice, "Auto", "Neutral", sampling, OptionalLong.of(1), 1f);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void speak_noClip_failsAndSaysSo() {
        EngineException failure = assertThrows(
                EngineException.class, () -> engine.speak(in(new Voice.BuiltIn("heart"), true), Cancellation.none()));
        assertEquals(EngineException.Kind.FAILED, failure.kind());
    }

    /** Chance is asked once a token, so that it counts steps. */
    @Test
    void speak_cancelledInTheMiddle_stopsWithinOneToken(@TempDir Path other) throws Exception {
        CancellationSource cancellation = new CancellationSource(failure -> {});
        AtomicInteger steps = new AtomicInteger();
        Random random = new Random(1);
        try (ChatterboxEngine fresh = TinyModel.engine(other, seed -> () -> {
                    if (steps.incrementAndGet() == 7) {
                        cancellation.request();
                    }
                    return random.nextDouble();
                });
                PcmStream stream = fresh.speak(in(voice(), true), cancellation)) {
            EngineException failure = assertThrows(EngineException.class, stream::read);
            assertEquals(EngineException.Kind.CANCELLED, failure.kind());
            assertEquals(7, steps.get());
        }
    }

    @Test
    void speak_clipKnown_isNotReadAgain(@TempDir Path other) throws Exception {
        try (ChatterboxEngine fresh = TinyModel.engine(other)) {
            Path clip = Files.copy(TinyModel.SET.resolve("ref/voice.wav"), other.resolve("clip.wav"));
            Voice voice = new Voice.Clip("clip.wav", clip, "abc");
            float[] first = samples(fresh, in(voice, true));
            Files.delete(clip);
            float[] second = samples(fresh, in(voice, true));
            assertEquals(first.length, second.length);
            assertThrows(EngineException.class, () -> samples(fresh, in(voice, false)));
        }
    }

    @Test
    void speak_damagedCache_listensAgain(@TempDir Path other) throws Exception {
        int first;
        try (ChatterboxEngine fresh = TinyModel.engine(other)) {
            first = samples(fresh, in(voice(), true)).length;
        }
        Path kept = files(other.resolve("cache")).get(0);
        byte[] content = Files.readAllBytes(kept);
        Files.write(kept, Arrays.copyOf(content, content.length / 2));
        try (ChatterboxEngine later = TinyModel.engine(other)) {
            assertEquals(first, samples(later, in(voice(), true)).length);
        }
        assertEquals(content.length, Files.size(kept));
    }

    @Test
    void speak_cacheOnDiskGone_isRememberedForAWhile(@TempDir Path other) throws Exception {
        try (ChatterboxEngine fresh = TinyModel.engine(other)) {
            Path clip = Files.copy(TinyModel.SET.resolve("ref/voice.wav"), other.resolve("clip.wav"));
            Voice voice = new Voice.Clip("clip.wav", clip, "abc");
            int first = samples(fresh, in(voice, true)).length;
            Files.delete(clip);
            Files.delete(files(other.resolve("cache")).get(0));
            assertEquals(first, samples(fresh, in(voice, true)).length);
            for (String content : List.of("a", "b", "c", "d")) {
                samples(fresh, in(new Voice.Clip("x.wav", TinyModel.SET.resolve("ref/voice.wav"), content), true));
            }
            assertThrows(EngineException.class, () -> samples(fresh, in(voice, true)), "four others came since");
        }
    }

    @Test
    void speak_manyClips_keepsTheLatest(@TempDir Path other) throws Exception {
        try (ChatterboxEngine fresh = TinyModel.engine(other)) {
            for (String content : List.of("a", "b", "c")) {
                samples(fresh, in(new Voice.Clip("x.wav", TinyModel.SET.resolve("ref/voice.wav"), content), false));
            }
            assertEquals(2, files(other.resolve("cache")).size());
        }
    }

    private static float[] samples(TtsEngine engine, Utterance utterance) throws EngineException {
        try (PcmStream stream = engine.speak(utterance, Cancellation.none())) {
            float[] block = stream.read();
            return block == null ? new float[0] : block;
        }
    }
}

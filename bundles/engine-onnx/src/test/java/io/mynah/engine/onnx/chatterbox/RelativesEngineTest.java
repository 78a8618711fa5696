package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.WavHeader;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine as the server has it, with models that are not Turbo. Their weights are chance, so that how long they speak has
 * nothing to do with the text; the contract of engines is for {@link ChatterboxEngineTest}.
 */
class RelativesEngineTest {
    /** In bytes: 5.5 s. With the whole clip they take it that all has been said. */
    private static final int SHORT_CLIP = WavHeader.PLAIN_BYTES + 11 * ChatterboxModel.SAMPLE_RATE;

    @TempDir
    private Path folder;

    private ChatterboxEngine engine(String set) throws IOException {
        OtherSetsTest.unpack(set, folder);
        Path clip = folder.resolve("ref/voice.wav");
        byte[] samples = Arrays.copyOfRange(Files.readAllBytes(clip), WavHeader.PLAIN_BYTES, SHORT_CLIP);
        try (OutputStream file = Files.newOutputStream(clip)) {
            file.write(WavHeader.pcm16(ChatterboxModel.SAMPLE_RATE, samples.length));
            file.write(samples);
        }
        return TinyModel.engineOf(folder.resolve("model"), folder);
    }

    private float[] speak(ChatterboxEngine engine, String language, long seed) throws Exception {
        Voice voice = new Voice.Clip("voice.wav", folder.resolve("ref/voice.wav"), "content");
        Utterance utterance = new Utterance(
                "Hello, how are you [laugh] this fine morning?",
                voice,
                language,
                "Neutral",
                Sampling.DEFAULT,
                OptionalLong.of(seed),
                1f);
        try (PcmStream stream = engine.speak(utterance, Cancellation.none())) {
            float[] sound = stream.read();
            for (float sample : sound) {
                assertTrue(Float.isFinite(sample));
            }
            return sound;
        }
    }

    /** Once for each of some seeds; at one of them the model may stop at once. */
    private float[][] speakOften(ChatterboxEngine engine, String language) throws Exception {
        float[][] sounds = new float[8][];
        for (int seed = 0; seed < sounds.length; seed++) {
            sounds[seed] = speak(engine, language, seed);
        }
        return sounds;
    }

    /** Other sizes, the same contract. */
    @Test
    void speak_nano_asItsSeedSaysAlsoWhenTheClipIsGone() throws Exception {
        try (ChatterboxEngine engine = engine("nano")) {
            EngineInfo info = engine.info();
            assertTrue(info.features().contains("tags"));
            assertFalse(info.parameters().contains("language"));
            float[][] first = speakOften(engine, "Auto");
            assertTrue(Arrays.stream(first).map(Arrays::hashCode).distinct().count() > 1, "chance has a say");
            Files.delete(folder.resolve("ref/voice.wav"));
            assertArrayEquals(first, speakOften(engine, "Auto"));
        }
    }

    /** Positions and exaggeration go into the embeddings, no positions into the language model. */
    @Test
    void speak_multilingual_eachLanguageAnotherWay() throws Exception {
        try (ChatterboxEngine engine = engine("multilingual")) {
            EngineInfo info = engine.info();
            assertTrue(info.parameters().contains("language"));
            assertTrue(info.languages().size() > 1, info.languages().toString());
            float[][] first = speakOften(engine, info.languages().get(0));
            assertArrayEquals(first, speakOften(engine, "Auto"));
            assertFalse(
                    Arrays.deepEquals(first, speakOften(engine, info.languages().get(1))));
        }
    }
}

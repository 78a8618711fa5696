package io.mynah.engine.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.model.ModelFolders;
import io.mynah.engine.base.IdleModel;
import io.mynah.engine.base.Vocabulary;
import io.mynah.engine.base.hibari.HibariFiles;
import io.mynah.engine.base.hibari.HibariSpeech;
import io.mynah.testkit.EngineContract;
import io.mynah.testkit.FixedFrontEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of engines, with the real voice. */
class HibariDjlEngineTest extends EngineContract {
    private IdleModel<HibariNetworks> networks;
    private HibariDjlEngine engine;

    @BeforeAll
    void make() throws Exception {
        networks = networks(files().model());
        engine = engine(networks);
    }

    @AfterAll
    void close() {
        engine.close();
    }

    private static HibariFiles files() throws IOException {
        return HibariFiles.find(ModelFolders.of(System.getProperty(ModelFolders.PROPERTY)));
    }

    private static IdleModel<HibariNetworks> networks(Path weights) {
        return new IdleModel<>("test", () -> HibariNetworks.load(weights), Duration.ZERO);
    }

    private static HibariDjlEngine engine(IdleModel<HibariNetworks> networks) throws IOException {
        HibariFiles files = files();
        return new HibariDjlEngine(
                HibariSpeech.describe("hibari-djl", files.voice()).build(),
                new HibariSpeech(new FixedFrontEnd(), "en-US", Vocabulary.read(files.vocabulary())),
                networks);
    }

    @Override
    protected TtsEngine engine() {
        return engine;
    }

    @Override
    protected Optional<TtsEngine> another() throws Exception {
        return Optional.of(engine(networks(files().model())));
    }

    @Test
    void speak_nobodyReads_nothingIsLoadedAndAfterwardsItCanGo() throws Exception {
        try (IdleModel<HibariNetworks> own = networks(files().model());
                HibariDjlEngine idle = engine(own);
                PcmStream stream = idle.speak(utterance("Hello."), Cancellation.none())) {
            assertFalse(own.isLoaded());
            assertTrue(stream.read() != null);
            assertTrue(own.isLoaded());
            assertTrue(idle.unload());
            assertFalse(own.isLoaded());
            assertFalse(idle.unload(), "there is nothing left");
        }
    }

    @Test
    void speak_damagedVoice_failsAndSaysWhy(@TempDir Path folder) throws Exception {
        Path damaged = folder.resolve("hibari.onnx");
        byte[] bytes = Files.readAllBytes(files().model());
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);
        try (HibariDjlEngine broken = engine(networks(damaged));
                PcmStream stream = broken.speak(utterance("Hello."), Cancellation.none())) {
            EngineException thrown = assertThrows(EngineException.class, stream::read);
            assertEquals(EngineException.Kind.FAILED, thrown.kind());
            assertTrue(thrown.getCause().getMessage().startsWith(damaged + " is damaged"), thrown::toString);
        }
    }
}

package io.mynah.engine.onnx.chatterbox;

import io.mynah.api.engine.EngineInfo;
import io.mynah.engine.onnx.IdleModel;
import io.mynah.speaker.ClipReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A model of two layers with the graphs' real names and types, and what it was recorded to say. */
final class TinyModel {
    static final Path SET = Path.of("src/test/resources/chatterbox-tiny");

    private TinyModel() {}

    /** An engine that keeps two voices below a folder. */
    static ChatterboxEngine engine(Path home) throws IOException {
        ChatterboxFiles files =
                ChatterboxFiles.find(SET.toString(), "model", Precision.Q4).orElseThrow();
        EngineInfo info = new EngineInfo(
                "chatterbox",
                "Chatterbox Turbo",
                "test",
                "cpu",
                ChatterboxModel.SAMPLE_RATE,
                List.of("English"),
                List.of(),
                List.of(),
                true,
                false,
                Set.of("seed", "temperature"));
        return new ChatterboxEngine(
                info,
                new IdleModel<>("chatterbox", () -> ChatterboxComponent.load(files), Duration.ZERO),
                "tiny",
                new ClipReader(),
                new Conditionings(home.resolve("cache"), 2),
                seed -> new Random(seed)::nextDouble);
    }
}

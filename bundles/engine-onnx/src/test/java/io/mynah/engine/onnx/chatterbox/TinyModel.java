package io.mynah.engine.onnx.chatterbox;

import io.mynah.engine.onnx.device.Device;
import io.mynah.engine.onnx.device.OrtSessions;
import io.mynah.engine.onnx.device.PlacedModel;
import io.mynah.engine.onnx.device.Placement;
import io.mynah.engine.onnx.device.Sessions;
import io.mynah.speaker.ClipReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;

/** A model of two layers with the graphs' real names and types, and what it was recorded to say. */
final class TinyModel {
    static final Path SET = Path.of("src/test/resources/chatterbox-tiny");

    private TinyModel() {}

    /** An engine that keeps two voices below a folder. */
    static ChatterboxEngine engine(Path home) throws IOException {
        return engine(home, seed -> new Random(seed)::nextDouble);
    }

    static ChatterboxEngine engine(Path home, LongFunction<DoubleSupplier> chance) throws IOException {
        return engine(home, network(new OrtSessions(), Device.CPU), chance);
    }

    /** The model in four bits. */
    static PlacedModel<ChatterboxModel> network(Sessions sessions, Device device) throws IOException {
        return network(new ChatterboxFiles(SET.resolve("model"), Mix.of(Precision.Q4)), sessions, device);
    }

    private static PlacedModel<ChatterboxModel> network(ChatterboxFiles files, Sessions sessions, Device device)
            throws IOException {
        return ChatterboxComponent.network(files, sessions, () -> new Placement(device, ""), Duration.ZERO);
    }

    static ChatterboxEngine engine(Path home, PlacedModel<ChatterboxModel> network, LongFunction<DoubleSupplier> chance)
            throws IOException {
        return engine(home, SET.resolve("model"), network, chance);
    }

    /** An engine of another model, in full precision. */
    static ChatterboxEngine engineOf(Path model, Path home) throws IOException {
        ChatterboxFiles files = new ChatterboxFiles(model, Mix.of(Precision.FP32));
        return engine(home, model, network(files, new OrtSessions(), Device.CPU), seed -> new Random(seed)::nextDouble);
    }

    private static ChatterboxEngine engine(
            Path home, Path model, PlacedModel<ChatterboxModel> network, LongFunction<DoubleSupplier> chance)
            throws IOException {
        LanguageTags languages = LanguageTags.read(model.resolve("tokenizer.json"));
        return new ChatterboxEngine(
                ChatterboxComponent.info("test", languages),
                network,
                "tiny",
                new ClipReader(),
                new Conditionings(home.resolve("cache"), 2),
                languages,
                chance);
    }
}

package io.mynah.runtime.djl.user;

import io.mynah.runtime.djl.Network;
import io.mynah.runtime.djl.NetworkException;
import io.mynah.runtime.djl.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** Runs the voice as an engine does, and closes it like one that is replaced in good order. */
public final class Speaker implements Supplier<float[]> {
    private final Path voice;

    /** Created by name, since the test sees another class of this name. */
    public Speaker(Path voice) {
        this.voice = voice;
    }

    @Override
    public float[] get() {
        try (Network network = Network.onnx(Files.readAllBytes(voice), voice.getParent())) {
            Map<String, Tensor> outputs = network.run(Map.of(
                    "ids", Tensor.row(new long[] {0, 43, 16, 44, 43, 50, 60, 0}),
                    "speed", Tensor.of(1)));
            Tensor pitch = outputs.get("f0");
            float[] values = new float[Math.toIntExact(pitch.shape()[1])];
            pitch.floats().get(values);
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NetworkException e) {
            throw new IllegalStateException(e);
        }
    }
}

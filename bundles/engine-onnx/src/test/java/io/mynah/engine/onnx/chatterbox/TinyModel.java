package io.mynah.engine.onnx.chatterbox;

import java.nio.file.Path;

/** A model of two layers with the graphs' real names and types, and what it was recorded to say. */
final class TinyModel {
    static final Path SET = Path.of("src/test/resources/chatterbox-tiny");

    private TinyModel() {}
}

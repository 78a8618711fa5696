package io.mynah.engine.onnx.kokoro;

import io.mynah.api.model.ModelFolders;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The voice's files.
 *
 * @param model the network's weights
 * @param vocabulary its input alphabet, which is that of the text front ends
 */
record KokoroFiles(Path model, Path vocabulary) {
    /**
     * Looks for the files.
     *
     * @return empty if one is missing
     */
    static Optional<KokoroFiles> find(ModelFolders folders) {
        Optional<Path> model = folders.find("kokoro/kokoro.onnx");
        Optional<Path> vocabulary = folders.find("english/vocab.json");
        return model.flatMap(weights -> vocabulary.map(symbols -> new KokoroFiles(weights, symbols)));
    }
}

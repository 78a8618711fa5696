package io.mynah.engine.onnx.kokoro;

import java.io.File;
import java.nio.file.Files;
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
     * @param folders folders that hold models, separated as paths are on this platform; the first that has a file counts
     * @return empty if one is missing
     */
    static Optional<KokoroFiles> find(String folders) {
        Optional<Path> model = find(folders, Path.of("kokoro", "kokoro.onnx"));
        Optional<Path> vocabulary = find(folders, Path.of("english", "vocab.json"));
        return model.flatMap(weights -> vocabulary.map(symbols -> new KokoroFiles(weights, symbols)));
    }

    private static Optional<Path> find(String folders, Path file) {
        for (String folder : folders.split(File.pathSeparator, -1)) {
            Path path = Path.of(folder.strip()).resolve(file);
            if (!folder.isBlank() && Files.isReadable(path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }
}

package io.mynah.engine.onnx.chatterbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model's folder, and which of its files to use.
 *
 * @param folder as it is downloaded
 * @param precisions of each graph, by its name
 */
record ChatterboxFiles(Path folder, Map<String, Precision> precisions) {
    static final List<String> GRAPHS =
            List.of("speech_encoder", "embed_tokens", "language_model", "conditional_decoder");

    /** On a processor: 16-bit floats are converted to 32 with each use there. */
    private static final List<Precision> PREFERRED =
            List.of(Precision.Q4, Precision.Q8, Precision.FP32, Precision.Q4F16, Precision.FP16);

    ChatterboxFiles {
        precisions = Map.copyOf(precisions);
    }

    /**
     * Looks for a model.
     *
     * @param folders folders that hold models, separated as paths are on this platform; the first that has it counts
     * @param model the name of its folder
     * @param wanted the precision of all graphs; {@code null} for the best of those that are there, graph by graph
     * @return empty if it is not there
     * @throws IOException if it is there and not whole; the message is for people
     */
    static Optional<ChatterboxFiles> find(String folders, String model, @Nullable Precision wanted) throws IOException {
        for (String folder : folders.split(File.pathSeparator, -1)) {
            Path path = Path.of(folder.strip()).resolve(model);
            if (!folder.isBlank() && Files.isRegularFile(path.resolve("tokenizer.json"))) {
                return Optional.of(new ChatterboxFiles(path, choose(path, wanted)));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Precision> choose(Path folder, @Nullable Precision wanted) throws IOException {
        Map<String, Precision> chosen = new LinkedHashMap<>();
        for (String graph : GRAPHS) {
            Precision precision = (wanted == null ? PREFERRED : List.of(wanted))
                    .stream()
                            .filter(each ->
                                    Files.isReadable(folder.resolve("onnx").resolve(each.file(graph))))
                            .findFirst()
                            .orElseThrow(() -> new IOException(folder.getFileName() + " has no "
                                    + (wanted == null ? Precision.FP32 : wanted).file(graph)));
            chosen.put(graph, precision);
        }
        return chosen;
    }

    /** Such as {@code q4}, or {@code fp32-q4} where graphs differ. */
    String precision() {
        return EnumSet.copyOf(precisions.values()).stream().map(Precision::id).collect(Collectors.joining("-"));
    }
}

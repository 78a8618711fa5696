package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.GoldenCheck.Score;
import io.mynah.speaker.ClipReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatterboxGoldensTest {
    private final ChatterboxGoldens goldens = new ChatterboxGoldens(new ClipReader());

    @Test
    void check_setOfTheSpecification_allAgree() throws IOException {
        assertTrue(goldens.understands(TinyModel.SET));
        List<Score> scores = goldens.check(TinyModel.SET);
        assertEquals(
                List.of("clean-up 42", "tokenizer 38", "loudness 4", "sampler 47", "voices 9", "cases 32"),
                scores.stream().map(score -> score.kind() + " " + score.total()).toList());
        assertEquals(
                List.of(),
                scores.stream().flatMap(score -> score.failures().stream()).toList());
    }

    @Test
    void check_otherResults_areTold(@TempDir Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(TinyModel.SET)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = folder.resolve(TinyModel.SET.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Path cases = folder.resolve("golden/cases/greedy-hello.json");
        Files.writeString(
                cases, Files.readString(cases).replace("\"stop_reason\": \"stop\"", "\"stop_reason\": \"length\""));
        Path texts = folder.resolve("golden/normalize.json");
        Files.writeString(texts, Files.readString(texts).replace("\"output\": \"A.\"", "\"output\": \"A!\""));
        List<String> failures = goldens.check(folder).stream()
                .flatMap(score -> score.failures().stream())
                .toList();
        assertEquals(2, failures.size(), failures::toString);
        assertTrue(failures.get(1).startsWith("greedy-hello: stop reason"), failures::toString);
    }

    @Test
    void understands_otherFolder_isNo(@TempDir Path folder) {
        assertFalse(goldens.understands(folder));
    }
}

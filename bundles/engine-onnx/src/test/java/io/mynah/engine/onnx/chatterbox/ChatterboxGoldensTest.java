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
        Path golden = folder.resolve("golden");
        replace(golden.resolve("normalize.json"), "\"output\": \"A.\"", "\"output\": \"A!\"");
        replace(golden.resolve("loudness.json"), "0.0846666396", "0.0856766396");
        replace(golden.resolve("cases/greedy-hello.json"), "\"stop_reason\": \"stop\"", "\"stop_reason\": \"length\"");
        replace(golden.resolve("cases/greedy-tags.json"), "\"peak\": 0.", "\"peak\": 0.9");
        replace(golden.resolve("cases/greedy-loud.json"), "\"ramp\": -", "\"ramp\": -1");
        replace(golden.resolve("cases/cut-at-one.json"), "\"max_logit\": ", "\"max_logit\": 1");
        // What may differ with logits that may.
        Path sampled = golden.resolve("cases/sample-hot.json");
        replace(sampled, "\"kept\": ", "\"kept\": 1");
        replace(sampled, "\"hi\": 0.", "\"hi\": 0.9");
        List<String> failures = goldens.check(folder).stream()
                .flatMap(score -> score.failures().stream())
                .toList();
        assertEquals(
                List.of(
                        "number 3: text",
                        "number 1: sample 1",
                        "greedy-hello: stop reason",
                        "greedy-tags: peak",
                        "greedy-loud: ramp",
                        "cut-at-one: step 0, largest logit"),
                failures.stream()
                        .map(each -> each.substring(0, each.lastIndexOf(": ")))
                        .toList());
    }

    private static void replace(Path file, String old, String other) throws IOException {
        String content = Files.readString(file);
        assertTrue(content.contains(old), file + " says " + old);
        Files.writeString(file, content.replace(old, other));
    }

    @Test
    void understands_otherFolder_isNo(@TempDir Path folder) {
        assertFalse(goldens.understands(folder));
    }
}

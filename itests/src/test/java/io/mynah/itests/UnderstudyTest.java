package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that loses its engines: the understudy speaks, and is not loaded before. */
final class UnderstudyTest {
    private static final String REQUEST = "{\"text\":\"Hello, this is me.\",\"voice\":\"heart\",\"seed\":42%s}";

    @Test
    void engines_removedFromDeploy_understudySpeaksTheSameUntilTheyAreBack() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of())) {
            Answer usual = speak(mynah, "");
            assertEquals("hibari", usual.header("X-TTS-Engine"));
            Mynah.until("the understudy is there", () -> engines(mynah).contains("hibari-djl"));
            assertEquals(
                    "hibari", mynah.http().get("/health").json().path("model").asText(), "it is not the first");
            assertFalse(isLoaded(mynah), "its natives are mapped before anybody needs them");

            Path kept = mynah.home().resolve("engine-onnx.kept");
            Files.move(mynah.home().resolve("deploy/engine-onnx.jar"), kept);
            Mynah.until("the engines are gone", () -> !engines(mynah).contains("\"hibari\""));

            Answer answer = speak(mynah, "");
            assertEquals("hibari-djl", answer.header("X-TTS-Engine"));
            assertArrayEquals(usual.samples(), answer.samples());
            assertEquals(200, mynah.http().get("/health/ready").status());

            mynah.deploy(kept, "engine-onnx.jar");
            Mynah.until(
                    "it is first again",
                    () -> speak(mynah, "").header("X-TTS-Engine").equals("hibari"));
            assertArrayEquals(
                    usual.samples(), speak(mynah, ",\"engine\":\"hibari-djl\"").samples());
        }
    }

    /** Its own ONNX Runtime is all that it needs; words that no dictionary has are read by the one that is missing here. */
    @Test
    void onnxRuntime_missing_understudySpeaksAllTheSame(@TempDir Path folder) throws Exception {
        Path distribution = linked(Mynah.distribution(), folder.resolve("distribution"));
        try (Stream<Path> jars = Files.list(distribution.resolve("system/30-speech"))) {
            for (Path jar : jars.toList()) {
                if (jar.getFileName().toString().startsWith("runtime-onnx")) {
                    Files.delete(jar);
                }
            }
        }
        ProcessBuilder command = Mynah.command(folder.resolve("home"), Map.of(), "start");
        command.command().set(0, distribution.resolve("bin/mynah").toString());
        try (Mynah mynah = Mynah.start(Files.createDirectories(folder.resolve("home")), command)) {
            Answer answer = mynah.http().speak("Hello, my name is Zorblax Quibbleton.", "heart");
            assertEquals(200, answer.status(), answer::text);
            assertEquals("hibari-djl", answer.header("X-TTS-Engine"));
            assertTrue(answer.seconds() > 2, answer.seconds() + " s");
        }
    }

    /** The same folder, of links: to jars, which the test removes, and to whole folders beside them; scripts look around. */
    private static Path linked(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Path target = to.resolve(file.getFileName().toString());
                switch (file.getFileName().toString()) {
                    case "system", "30-speech" -> linked(file, target);
                    case "bin" -> {
                        Files.createDirectory(target);
                        Files.copy(file.resolve("mynah"), target.resolve("mynah"), StandardCopyOption.COPY_ATTRIBUTES);
                    }
                    default -> Files.createSymbolicLink(target, file);
                }
            }
        }
        return to;
    }

    private static Answer speak(Mynah mynah, String more) throws Exception {
        Answer answer = mynah.http().postJson("/api/tts", REQUEST.formatted(more));
        assertEquals(200, answer.status(), answer::text);
        return answer;
    }

    private static String engines(Mynah mynah) throws Exception {
        JsonNode engines = mynah.http().get("/health").json().path("engines");
        return engines.toString();
    }

    private static boolean isLoaded(Mynah mynah) throws Exception {
        try (Stream<String> maps = Files.lines(Path.of("/proc", Long.toString(mynah.pid()), "maps"))) {
            return maps.anyMatch(line -> line.contains("runtime-djl") && line.contains("libonnxruntime"));
        }
    }
}

package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A running server that loses an engine, its converter or its configuration: it says what is missing, the rest serves. */
final class LossTest {

    private static Path remove(Mynah mynah, String bundle) throws Exception {
        try (Stream<Path> files = Files.list(mynah.home().resolve("deploy"))) {
            Path jar = files.filter(file -> file.getFileName().toString().matches(".*" + bundle + ".*\\.jar"))
                    .findFirst()
                    .orElseThrow();
            Path kept = mynah.home().resolve(bundle + ".kept");
            Files.move(jar, kept);
            return kept;
        }
    }

    @Test
    void lastEngine_removed_is503UntilOneIsBack() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of("MYNAH_SWAP_TIMEOUT", "0.1"))) {
            remove(mynah, "engine-djl");
            Path engine = remove(mynah, "engine-onnx");
            Mynah.until("not ready", () -> mynah.http().get("/health/ready").status() == 503);
            Answer answer = mynah.http().speak("x", "heart");
            assertEquals(503, answer.status(), answer::text);
            assertFalse(answer.header("Retry-After").isEmpty());
            assertEquals(200, mynah.http().get("/health/live").status());
            assertEquals(200, mynah.http().get("/list-voices").status());
            mynah.deploy(engine, "engine-onnx.jar");
            Mynah.until(
                    "it speaks again", () -> mynah.http().speak("x", "heart").status() == 200);
        }
    }

    /** The name of the clip is told to who asked, and to nobody else. */
    @Test
    void converter_removed_is500WithTheContractsWordsAndTheNameIsNotLogged() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of())) {
            Files.write(mynah.references().resolve("grandma-secret.mp3"), Compressed.tone(6, "mp3"));
            Path converter = remove(mynah, "audio-convert");
            Mynah.until(
                    "its bundle is gone",
                    () -> mynah.http().speak("x", "grandma-secret").status() == 500);
            Answer answer = mynah.http().speak("x", "grandma-secret");
            assertEquals("Failed to convert grandma-secret.mp3 to WAV format", answer.detail());
            assertTrue(mynah.log().contains("ConversionFailed"), "what happened is logged");
            assertFalse(mynah.log().contains("grandma"), "whose voice it was is not");
            assertFalse(mynah.output().contains("grandma"), "nor shown");
            assertEquals(200, mynah.http().speak("x", "heart").status());
            mynah.deploy(converter, "audio-convert.jar");
            Mynah.until(
                    "it converts again",
                    () -> mynah.http().speak("x", "grandma-secret").status() == 200);
        }
    }

    @Test
    void configuration_lost_isNamedByReadyAndTheOthersServe() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of())) {
            Path conf = mynah.home().resolve("deploy/io.mynah.core.cfg");
            Path staged = mynah.home().resolve("deploy/.staged");
            Files.writeString(staged, "text.limit = 20\n");
            Files.move(staged, conf, StandardCopyOption.ATOMIC_MOVE);
            Mynah.until(
                    "it is in force",
                    () -> mynah.http()
                                    .speak("more than twenty characters", "heart")
                                    .status()
                            == 422);
            Files.delete(conf);
            Mynah.until("its loss is named", () -> {
                Answer ready = mynah.http().get("/health/ready");
                return ready.status() == 503 && ready.text().contains("io.mynah.core");
            });
            assertEquals(200, mynah.http().get("/health/live").status());
            assertEquals(200, mynah.http().get("/list-voices").status());
            assertEquals(503, mynah.http().speak("x", "heart").status());
        }
    }
}

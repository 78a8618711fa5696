package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that clones comes from a hub on loopback, speaks, and goes. */
final class ModelsTest {
    private static final Path SET = Path.of("../bundles/engine-onnx/src/test/resources/chatterbox-tiny");
    private static final String MODEL = "chatterbox-tiny";
    private static final String TOKEN = "hf_secretOfTheTest";

    @TempDir
    private Path home;

    private LoopbackHub hub;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void open() throws IOException {
        hub = new LoopbackHub(SET.resolve("model"));
        Files.writeString(Files.createDirectories(home.resolve("models")).resolve("manifest.json"), hub.manifest());
        Path references = Files.createDirectories(home.resolve("references"));
        Files.copy(SET.resolve("ref/voice.wav"), references.resolve("clip.wav"));
        environment.putAll(Map.of(
                "HF_ENDPOINT", hub.endpoint(),
                "HF_HOME", home.resolve("hf").toString(),
                "HF_HUB_CACHE", home.resolve("hub").toString(),
                "MYNAH_CHATTERBOX_MODEL", MODEL));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private static String speaker(Mynah mynah) throws Exception {
        Answer answer = mynah.http().speak("Hello.", "clip.wav");
        assertEquals(200, answer.status(), answer::text);
        return answer.header("X-TTS-Engine");
    }

    private static void untilSpeaks(Mynah mynah, String engine) throws Exception {
        Mynah.until(engine + " speaks", () -> speaker(mynah).equals(engine));
    }

    private static JsonNode pull(Mynah mynah) throws Exception {
        assertEquals(
                202,
                mynah.http().postJson("/v1/models/" + MODEL + "/pull", "{}").status());
        Mynah.until(
                "the pull is over",
                () -> !state(mynah).at("/pull/state").asText().matches("asking|fetching"));
        return state(mynah);
    }

    private static JsonNode state(Mynah mynah) throws Exception {
        return mynah.http().get("/v1/models/" + MODEL).json();
    }

    private void assertTokenIsWhereItBelongs(Mynah mynah) throws IOException {
        assertEquals(Set.of("Bearer " + TOKEN), Set.copyOf(hub.hubTokens));
        assertEquals(Set.of("null"), Set.copyOf(hub.storeTokens));
        assertFalse((mynah.log() + mynah.output()).contains(TOKEN));
    }

    @Test
    void pulledAndRemovedThroughRest_engineComesAndGoes() throws Exception {
        environment.put("HF_TOKEN", TOKEN);
        try (Mynah mynah = Mynah.start(home, environment)) {
            assertFalse(speaker(mynah).contains("chatterbox"));
            JsonNode pulled = pull(mynah);
            assertEquals("done", pulled.at("/pull/state").asText(), pulled::toString);
            assertEquals("q4", pulled.at("/pull/precision").asText());
            untilSpeaks(mynah, "chatterbox");
            JsonNode choice = mynah.http().get("/info").json().at("/model_precisions/" + MODEL);
            assertEquals("q4", choice.get("precision").asText());
            assertTrue(choice.get("reason").asText().contains("processor"), choice::toString);
            assertTokenIsWhereItBelongs(mynah);

            Answer removed = mynah.http().method("DELETE", "/v1/models/" + MODEL);
            assertEquals(200, removed.status(), removed::text);
            assertTrue(removed.json().get("freed_bytes").asLong() > 100_000);
            assertFalse(speaker(mynah).contains("chatterbox"));
            assertEquals(200, pullAndSpeak(mynah));
        }
    }

    private static int pullAndSpeak(Mynah mynah) throws Exception {
        pull(mynah);
        untilSpeaks(mynah, "chatterbox");
        return mynah.http().speak("Hello.", "clip.wav").status();
    }

    @Test
    void fetchedByAnotherProcess_engineComesToo() throws Exception {
        environment.put("MYNAH_CHATTERBOX_PRECISION", "q8,language_model=q4");
        try (Mynah mynah = Mynah.start(home, environment)) {
            Mynah.Result pulled = Mynah.run(home, environment, "models", "pull", MODEL);
            assertEquals(0, pulled.exitCode(), pulled.err());
            untilSpeaks(mynah, "chatterbox");
            Mynah.Result check = Mynah.run(home, environment, "check");
            assertTrue(
                    check.out().contains(MODEL + ": q8,language_model=q4 is set by chatterbox.precision."), check::out);
            Mynah.Result removed = Mynah.run(home, environment, "models", "remove", MODEL);
            assertEquals(0, removed.exitCode(), removed.err());
            Mynah.until("the engine has gone", () -> !speaker(mynah).contains("chatterbox"));
        }
    }

    @Test
    void startedWithAModel_fetchesItOnceAndPutsItFirst() throws Exception {
        ProcessBuilder command = Mynah.command(home, environment, "start", "--model", MODEL);
        try (Mynah mynah = Mynah.start(home, command)) {
            Mynah.until("it is fetched", () -> mynah.output().contains(MODEL + " is here"));
            untilSpeaks(mynah, "chatterbox");
            assertEquals(
                    "chatterbox",
                    mynah.http().get("/health").json().get("model").asText());
            assertEquals(200, mynah.http().speak("Hello.", "heart").status());
            assertTrue(mynah.output().contains(MODEL + " (q4) is being fetched"), mynah::output);
        }
        hub.requests.clear();
        environment.put("MYNAH_MODEL", MODEL);
        try (Mynah mynah = Mynah.start(home, environment)) {
            untilSpeaks(mynah, "chatterbox");
            assertEquals(List.of(), hub.requests);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hibari", "kokoro"})
    void startedWithAModelOfTheDistribution_putsItsEngineFirst(String model) throws Exception {
        environment.put("MYNAH_MODEL", model);
        try (Mynah mynah = Mynah.start(home, environment)) {
            Mynah.until(model + " is first", () -> mynah.http()
                    .get("/health")
                    .json()
                    .get("model")
                    .asText()
                    .equals(model));
            assertEquals(200, mynah.http().speak("Hello.", "heart").status());
            assertFalse(mynah.output().contains("was not fetched"), mynah::output);
            assertEquals(List.of(), hub.requests);
        }
    }

    @Test
    void startedWithAModelThatCannotBeHad_saysSoAndSpeaks() throws Exception {
        environment.put("MYNAH_MODEL", MODEL);
        environment.put("OFFLINE_MODE", "true");
        try (Mynah mynah = Mynah.start(home, environment)) {
            Mynah.until("it is told", () -> mynah.output().contains(MODEL + " was not fetched"));
            assertTrue(mynah.output().contains("OFFLINE_MODE forbids to fetch it"), mynah::output);
            assertEquals(200, mynah.http().speak("Hello.", "heart").status());
            assertEquals(List.of(), hub.requests);
        }
        environment.put("MYNAH_MODEL", "no-such-model");
        environment.put("OFFLINE_MODE", "false");
        try (Mynah mynah = Mynah.start(home, environment)) {
            Mynah.until("it is told", () -> mynah.output().contains("there is no model 'no-such-model'"));
            assertEquals(200, mynah.http().speak("Hello.", "heart").status());
        }
    }

    @Test
    void storeTakenAwayAndBroughtBack_engineSpeaksOn() throws Exception {
        try (Mynah mynah = Mynah.start(home, environment)) {
            pull(mynah);
            untilSpeaks(mynah, "chatterbox");
            Path jar = home.resolve("deploy/models.jar");
            Files.move(jar, home.resolve("models.jar"));
            Mynah.until(
                    "the store has gone", () -> mynah.http().get("/v1/models").status() == 503);
            assertEquals("chatterbox", speaker(mynah));
            mynah.deploy(home.resolve("models.jar"), "models.jar");
            Mynah.until(
                    "the store is back", () -> mynah.http().get("/v1/models").status() == 200);
            assertEquals("chatterbox", speaker(mynah));
            assertEquals(
                    200, mynah.http().method("DELETE", "/v1/models/" + MODEL).status());
            assertFalse(speaker(mynah).contains("chatterbox"));
            assertEquals(
                    1,
                    mynah.log()
                            .lines()
                            .filter(line -> line.contains(MODEL + " clones clips"))
                            .count(),
                    mynah.log());
        }
    }

    @Test
    void tokenInAFile_goesToTheHubAndIsToldOfWhereOthersReadIt() throws Exception {
        Path file = Files.writeString(
                Files.createDirectories(home.resolve("conf")).resolve("mynah.conf"), "hf.token = " + TOKEN + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (Mynah mynah = Mynah.start(home, environment)) {
            pull(mynah);
            assertTokenIsWhereItBelongs(mynah);
            assertTrue(mynah.log().contains("Others can read " + file + ", which has a token"), mynah.log());
        }
        Mynah.Result check = Mynah.run(home, environment, "check");
        assertTrue(check.out().contains("others can read " + file), check::out);
        assertFalse((check.out() + check.err()).contains(TOKEN));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertFalse(Mynah.run(home, environment, "check").out().contains("others can read"));
    }

    @Test
    void tokenKeptByCommand_ownerAloneReadsItAndItGoesToTheHub() throws Exception {
        ProcessBuilder command = Mynah.command(home, environment, "models", "token");
        Path typed = Files.writeString(home.resolve("typed"), TOKEN + "\n");
        Process process =
                command.redirectInput(typed.toFile()).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), told);
        Path kept = home.resolve("conf/hub-token");
        assertTrue(told.contains("kept in " + kept), told);
        assertFalse(told.contains(TOKEN), told);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
        try (Mynah mynah = Mynah.start(home, environment)) {
            pull(mynah);
            assertTokenIsWhereItBelongs(mynah);
        }
        Mynah.Result nothing = Mynah.run(home, environment, "models", "token");
        assertEquals(2, nothing.exitCode(), nothing::out);
        assertTrue(nothing.err().contains("an empty line forgets"), nothing::err);
        assertTrue(Files.exists(kept), "a pipe that ends at once forgets nothing");
        Files.writeString(typed, "\n");
        Process forgetting = Mynah.command(home, environment, "models", "token")
                .redirectInput(typed.toFile())
                .redirectErrorStream(true)
                .start();
        told = new String(forgetting.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("forgotten", told.strip());
        assertFalse(Files.exists(kept));
        Mynah.Result shown = Mynah.run(home, environment, "models", "token", "hf_x");
        assertEquals(2, shown.exitCode(), shown::out);
        assertTrue(shown.err().contains("standard input"), shown::err);
    }

    @Test
    void tokenFileOfTheHubsPrograms_goesToTheHubAlone() throws Exception {
        Path token =
                Files.writeString(Files.createDirectories(home.resolve("hf")).resolve("token"), TOKEN + "\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
        String told = "thers can read " + token + ", which has the hub's token";
        try (Mynah mynah = Mynah.start(home, environment)) {
            pull(mynah);
            assertTokenIsWhereItBelongs(mynah);
            assertEquals(
                    1, mynah.log().lines().filter(line -> line.contains(told)).count(), mynah.log());
        }
        Mynah.Result check = Mynah.run(home, environment, "check");
        assertTrue(check.out().contains(told), check::out);
        assertFalse((check.out() + check.err()).contains(TOKEN));
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        assertFalse(Mynah.run(home, environment, "check").out().contains("thers can read"));
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean isTheTokenFile = file.equals(home.resolve("hf/token"));
                assertEquals(
                        isTheTokenFile,
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(TOKEN),
                        file::toString);
            }
        }
    }
}

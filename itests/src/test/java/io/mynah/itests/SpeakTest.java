package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every user does first. */
final class SpeakTest extends SharedServer {

    SpeakTest() {
        super(Map.of());
    }

    @Test
    void text_posted_isSpokenAsAWav() throws Exception {
        Answer answer = http.speak("Hello, this is 2026.", "heart");
        short[] samples = answer.samples();
        assertEquals("audio/wav", answer.header("Content-Type"));
        assertEquals("attachment; filename=out.wav", answer.header("Content-Disposition"));
        assertEquals(Integer.toString(answer.body().length), answer.header("Content-Length"));
        assertEquals("", answer.header("Transfer-Encoding"));
        assertFalse(answer.header("X-Request-Id").isEmpty());
        assertEquals("hibari", answer.header("X-TTS-Engine"));
        ByteBuffer wav = ByteBuffer.wrap(answer.body()).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(1, wav.getShort(22), "mono");
        assertEquals(24_000, wav.getInt(24));
        assertEquals(16, wav.getShort(34));
        assertTrue(answer.seconds() > 1.2 && answer.seconds() < 4, answer.seconds() + " s");
        double level = level(samples, 0, samples.length);
        assertTrue(level > 0.01 && level < 0.4, "level " + level);
        assertTrue(peak(samples) <= 29_204, "at most -1 dBFS: " + peak(samples));
        // Speech swells and fades; noise and tones do not.
        List<Double> levels = new ArrayList<>();
        for (int from = 0; from + 1_200 <= samples.length; from += 1_200) {
            levels.add(level(samples, from, from + 1_200));
        }
        double loudest = levels.stream().mapToDouble(x -> x).max().orElseThrow();
        assertTrue(levels.stream().anyMatch(x -> x < loudest / 10), "levels " + levels);
    }

    @Test
    void fieldsOfBothOldClients_posted_work() throws Exception {
        Answer answer = http.postJson("/tts", """
                {"text":"Hello there.","voice":"heart","temperature":1.7,"min_p":0.1,"top_p":0.9,"top_k":50,
                 "repetition_penalty":1.0,"norm_loudness":true,"language":"english","emotion":"Happy",
                 "voice_description":null,"something_else":{"a":[1]}}""");
        assertTrue(answer.seconds() > 0.4);
        assertEquals(
                "emotion,language,min_p,norm_loudness,repetition_penalty,temperature,top_k,top_p",
                answer.header("X-TTS-Ignored").replace(" ", ""));
    }

    @Test
    void longText_posted_isSpokenWhole() throws Exception {
        String sentence = "The quick brown fox jumps over the lazy dog. ";
        double one = http.speak(sentence, "heart").seconds();
        double twenty = http.speak(sentence.repeat(20), "heart").seconds();
        assertEquals(20, twenty / one, 3);
    }

    @Test
    void sameSeed_posted_isTheSameAudio() throws Exception {
        String body = Http.request("Say it again.", "heart").put("seed", 7).toString();
        assertArrayEquals(
                http.postJson("/api/tts", body).body(),
                http.postJson("/api/tts", body).body());
    }

    @Test
    void clip_named_isResolvedAndTheAnswerSaysThatItIsNotHeard() throws Exception {
        Files.write(mynah.references().resolve("mine.wav"), Wavs.tone(5, 22_050));
        Answer answer = http.speak("Hello.", "mine");
        assertTrue(answer.seconds() > 0.3);
        assertEquals("none", answer.header("X-TTS-Voice-Match"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀", "😀🎉", "...", "—", "𝕳𝖊𝖑𝖑𝖔", "漢字", "a\u0000b", "x\u200dy"})
    void oddText_posted_isWholeAudioOr422(String text) throws Exception {
        Answer answer = http.speak(text, "heart");
        if (answer.status() != 422) {
            assertTrue(answer.samples().length > 0);
        }
    }

    @Test
    void wordOfTenThousandLetters_posted_isSpokenWholeOr422() throws Exception {
        // Nobody can say it as a word: it is spelled, which takes longer than the memory for an answer.
        Answer spelled = http.speak("ba".repeat(5_000), "heart");
        assertEquals(422, spelled.status());
        assertEquals("value_error", spelled.json().at("/detail/0/type").asText());
        assertTrue(spelled.text().contains("22 minutes"), spelled::text);
        assertTrue(http.speak("ba".repeat(1_000), "heart").seconds() > 60);
    }

    @Test
    void health_asked_hasTheContractsKeys() throws Exception {
        JsonNode health = http.get("/health").json();
        assertEquals("ok", health.path("status").asText());
        assertEquals("cpu", health.path("device").asText());
        assertFalse(health.path("cuda").asBoolean(true));
        assertEquals("hibari", health.path("model").asText());
        assertTrue(health.path("model_loaded").asBoolean());
        assertEquals(
                mynah.references().toString(),
                health.path("references_directory").asText());
        assertEquals(
                health.path("voice_samples").size(),
                health.path("available_voices").asInt());
        assertEquals(200, http.get("/health/live").status());
    }

    @Test
    void info_asked_hasTheContractsKeys() throws Exception {
        JsonNode info = http.get("/info").json();
        for (String key : List.of(
                "model",
                "version",
                "device",
                "features",
                "sample_rate",
                "endpoints",
                "parameters",
                "supported_languages",
                "reference_requirements")) {
            assertTrue(info.has(key), key);
        }
        assertEquals(24_000, info.path("sample_rate").asInt());
        assertEquals(
                "0.05-5.0 (default: 1.7)",
                info.path("parameters").path("temperature").asText());
    }

    @Test
    void apiPage_asked_isServedWithoutOutsideHelp() throws Exception {
        JsonNode document = http.get("/openapi.json").json();
        for (String path : List.of(
                "/api/tts", "/tts", "/health", "/info", "/list-voices", "/validate-references", "/upload-reference")) {
            assertTrue(document.path("paths").has(path), path);
        }
        String page = http.get("/docs").text();
        assertTrue(page.contains("<html"), page);
        assertFalse(page.contains("//cdn") || page.contains("https://"), page);
    }

    @Test
    void head_onGetRoutes_works() throws Exception {
        for (String path : List.of("/health", "/info", "/list-voices", "/validate-references", "/openapi.json")) {
            Answer answer = http.method("HEAD", path);
            assertEquals(200, answer.status(), path);
            assertEquals(0, answer.body().length);
        }
    }

    @Test
    void say_besideARunningServer_speaksToAFile() throws Exception {
        Path file = mynah.home().resolve("said.wav");
        Mynah.Result result = Mynah.run(mynah.home(), Map.of(), "say", "Spoken once.", "-o", file.toString());
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(Files.size(file) > 24_000);
    }

    @Test
    void say_withoutAFile_writesIntoTheOutputFolder() throws Exception {
        Path output = mynah.home().resolve("elsewhere");
        Mynah.Result result =
                Mynah.run(mynah.home(), Map.of("OUTPUT_DIR", output.toString()), "say", "Spoken to a folder.");
        assertEquals(0, result.exitCode(), result.err());
        try (Stream<Path> files = Files.list(output)) {
            List<Path> written = files.toList();
            assertEquals(1, written.size());
            assertTrue(written.get(0).getFileName().toString().matches("tts_.*\\.wav"), written.toString());
            assertTrue(result.out().contains(written.get(0).getFileName().toString()), result.out());
        }
    }

    @Test
    void phonemes_ofAFile_areAllThatIsPrinted() throws Exception {
        Path file = mynah.home().resolve("lines.txt");
        Files.write(file, List.of("Hello, world!", "", "I read the book yesterday."), StandardCharsets.UTF_8);
        Mynah.Result us = Mynah.run(mynah.home(), Map.of(), "phonemes", file.toString());
        assertEquals(0, us.exitCode(), us.err());
        assertEquals("həlˈO, wˈɜɹld!\n\nˌI ɹˈɛd ðə bˈʊk jˈɛstəɹdˌA.\n", us.out());
        Mynah.Result gb = Mynah.run(mynah.home(), Map.of(), "phonemes", "--british", file.toString());
        assertEquals(3, gb.out().lines().count());
        assertFalse(gb.out().equals(us.out()), gb.out());
    }

    @Test
    void voices_listed_nameTheBuiltInOne() throws Exception {
        Mynah.Result result = Mynah.run(mynah.home(), Map.of(), "voices");
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().contains("heart"), result.out());
    }

    private static double level(short[] samples, int from, int to) {
        double energy = 0;
        for (int i = from; i < to; i++) {
            energy += samples[i] / 32768.0 * samples[i] / 32768.0;
        }
        return Math.sqrt(energy / (to - from));
    }

    private static int peak(short[] samples) {
        int peak = 0;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}

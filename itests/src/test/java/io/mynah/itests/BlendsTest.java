package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixtures of voices, in requests and saved, as they should and as they should not be. */
final class BlendsTest extends VoicesServer {

    private static final String MIXTURE = "af_heart(2)+am_michael";

    BlendsTest() {
        super(Map.of("MYNAH_CLOSEST_SEARCH", "0"));
    }

    @AfterEach
    void empty() throws Exception {
        emptyReferences();
    }

    static Stream<Arguments> badMixtures() {
        String positive = "should be a positive number";
        String written = "A mixture of voices is written like";
        String missing = "not found in references directory";
        String most = "A mixture has at most 16 voices";
        String nines = "9".repeat(400);
        return Stream.of(
                Arguments.of("griselda+af_heart", 404, "Voice file 'griselda' " + missing),
                Arguments.of("af_heart+griselda(2)", 404, "Voice file 'griselda' " + missing),
                Arguments.of("griselda.wav+af_heart", 404, "Voice file 'griselda.wav' " + missing),
                Arguments.of("AF_HEART+am_michael", 404, "Voice file 'AF_HEART' " + missing),
                Arguments.of("af_heart(-1)+am_michael", 422, positive + ", not '-1'"),
                Arguments.of("af_heart(0)+am_michael", 422, positive + ", not '0'"),
                Arguments.of("af_heart(0.000)", 422, positive),
                Arguments.of("af_heart(NaN)+am_michael", 422, positive + ", not 'NaN'"),
                Arguments.of("af_heart(Infinity)+am_michael", 422, positive),
                Arguments.of("af_heart(1e308)+am_michael", 422, positive),
                Arguments.of("af_heart(" + nines + ")+am_michael", 422, positive),
                Arguments.of("af_heart(1,5)+am_michael", 422, positive),
                Arguments.of("af_heart(\u0663)+am_michael", 422, positive),
                Arguments.of("af_heart()+am_michael", 422, positive),
                Arguments.of(String.join("+", Collections.nCopies(200, "af_heart")), 422, most),
                Arguments.of(String.join("+", Collections.nCopies(17, "af_heart")), 422, most),
                Arguments.of("+", 422, written),
                Arguments.of("af_heart+", 422, written),
                Arguments.of("+af_heart", 422, written),
                Arguments.of("af_heart++am_michael", 422, written),
                Arguments.of("af_heart+(3)", 422, written),
                Arguments.of("af_heart(2+am_michael", 404, "Voice file 'af_heart(2' " + missing),
                Arguments.of("af_heart2)+am_michael", 422, written),
                Arguments.of("(af_heart+am_michael)(2)", 404, "Voice file '(af_heart' " + missing),
                Arguments.of("af_heart(2)(3)+am_michael", 404, "Voice file 'af_heart(2)' " + missing),
                Arguments.of("af_heart%2Bam_michael", 404, missing),
                Arguments.of("af_heart%282%29+am_michael", 404, missing),
                Arguments.of("\uD83D\uDE00+af_heart", 404, missing),
                Arguments.of("af_heart\uFF0Bam_michael", 404, missing),
                Arguments.of("af_heart\0+am_michael", 404, missing),
                Arguments.of("../griselda+af_heart", 404, missing),
                Arguments.of("/etc/passwd+af_heart", 404, missing),
                Arguments.of("af_heart+" + "x".repeat(5_000), 404, missing),
                Arguments.of("heart+af_heart", 400, "No engine is there that can mix 'heart', 'af_heart'"));
    }

    @ParameterizedTest
    @MethodSource("badMixtures")
    void badMixture_spokenOrSaved_isRefusedWithTheReason(String expression, int status, String reason)
            throws Exception {
        for (Answer answer : List.of(speak(expression), saveBlend(NAME, expression, true))) {
            refused(status, answer);
            JsonNode detail = answer.json().path("detail");
            String message = detail.isArray() ? detail.at("/0/msg").asText() : detail.asText();
            assertTrue(message.contains(reason), message);
            assertEquals(
                    "", detail.isArray() ? detail.at("/0/loc").toString().replace("[\"body\",\"voice\"]", "") : "");
        }
        assertEquals(List.of(), kept());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" af_heart ( .5 ) + am_michael ( 5. ) ", "af_heart+bm_george(0.000000000000000000000000000001)"})
    void goodMixture_spokenAndSaved_isExact(String expression) throws Exception {
        assertEquals("exact", ok(speak(expression)).header("X-TTS-Voice-Match"));
        Answer saved = saveBlend(NAME, expression, false);
        assertEquals(201, saved.status(), saved::text);
        assertEquals(expression.strip(), saved.json().path("voice").asText());
        assertEquals("exact", ok(speak(NAME)).header("X-TTS-Voice-Match"));
        refused(409, saveBlend(NAME, "af_heart", false));
        ok(http.method("DELETE", "/v1/blends/" + NAME));
        refused(404, speak(NAME));
        assertEquals(List.of(), kept());
    }

    @Test
    void weights_beyondAllReason_areShares() throws Exception {
        String huge = "9".repeat(300);
        assertArrayEquals(
                ok(speak("af_heart+am_michael")).body(),
                ok(speak("af_heart(" + huge + ")+am_michael(" + huge + ")")).body());
    }

    /** What the issue promises: a clip's share is that of the voices which it is closest to. */
    @Test
    void clip_firstInAMixture_isMixed() throws Exception {
        Files.write(reference("griselda.wav"), speech("bm_george"));
        byte[] alone = ok(speak("griselda.wav")).body();
        Answer first = ok(speak("griselda.wav+af_bella"));
        assertArrayEquals(ok(speak("af_bella+griselda.wav")).body(), first.body());
        assertTrue(Double.parseDouble(first.header("X-TTS-Voice-Match")) > 0.5, first.header("X-TTS-Voice-Match"));
        assertFalse(Arrays.equals(alone, first.body()), "it is not the clip alone");
        assertArrayEquals(alone, ok(speak("griselda.wav(2)")).body());
    }

    @Test
    void clipThatNobodyIsCloseTo_inAMixture_is400() throws Exception {
        Files.write(reference("griselda.wav"), Wavs.tone(5, 24_000));
        assertEquals("none", ok(speak("griselda.wav")).header("X-TTS-Voice-Match"));
        for (String expression : List.of("griselda.wav+af_bella", "af_bella+griselda.wav")) {
            assertEquals(
                    "'griselda.wav' cannot be mixed: the voice closest to it is not known",
                    refused(400, speak(expression)).detail());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../griselda", "/griselda", "a/griselda", "a\\griselda", ".griselda", "griselda\0x", ".blend"})
    void name_thatIsAPath_isRefused(String name) throws Exception {
        refused(400, saveBlend(name, MIXTURE, true));
        assertEquals(List.of(), kept());
    }

    @Test
    void name_thatAnotherVoiceHas_isRefused() throws Exception {
        Files.write(reference("griselda.wav"), Wavs.tone(5, 24_000));
        for (String name : List.of("heart", "af_heart", "af_heart.blend", "griselda", "griselda.BLEND")) {
            refused(409, saveBlend(name, MIXTURE, true));
        }
        ok(saveBlend("griselda 2", MIXTURE, false));
        for (String name : List.of("af_heart", "griselda.blend")) {
            refused(409, patch("griselda%202", Map.of("name", name)));
        }
        assertEquals(List.of(reference("griselda 2.blend"), reference("griselda.wav")), kept());
    }

    @Test
    void mixture_savedWithinItself_isRefusedAndTheOldOneStays() throws Exception {
        ok(saveBlend("griselda", MIXTURE, false));
        ok(saveBlend("griselda 2", "griselda+af_bella", false));
        for (String expression : List.of("griselda+af_bella", "griselda 2", "af_bella+griselda 2.blend(3)")) {
            refused(422, saveBlend("griselda", expression, true));
            refused(422, saveBlend("griselda.blend", expression, true));
        }
        assertEquals(MIXTURE + "\n", Files.readString(reference("griselda.blend")));
        ok(speak("griselda"));
    }

    @Test
    void file_madeChangedAndDeletedByHand_countsAtTheNextRequest() throws Exception {
        Path file = reference("griselda.blend");
        refused(404, speak(NAME));
        Files.writeString(file, "# mine\n\naf_heart\n");
        assertArrayEquals(ok(speak("af_heart")).body(), ok(speak(NAME)).body());
        Files.writeString(file, "am_puck\n");
        assertArrayEquals(ok(speak("am_puck")).body(), ok(speak(NAME)).body());
        assertEquals(
                "am_puck",
                ok(http.get("/v1/blends/griselda")).json().path("voice").asText());
        Files.delete(file);
        refused(404, speak(NAME));
        refused(404, http.get("/v1/blends/griselda"));
    }

    @Test
    void files_inACircle_areRefusedAndListedWithTheReason() throws Exception {
        Files.writeString(reference("griselda.blend"), "griselda+af_heart");
        Files.writeString(reference("griselda 2.blend"), "griselda 3+af_heart");
        Files.writeString(reference("griselda 3.blend"), "griselda 2+af_heart");
        for (String name : List.of("griselda", "griselda 2", "griselda 3", "griselda.blend", "af_bella+griselda")) {
            String message =
                    refused(422, speak(name)).json().at("/detail/0/msg").asText();
            assertTrue(message.contains("is within itself, or too deep within others"), message);
        }
        JsonNode blends = ok(http.get("/v1/blends")).json().path("blends");
        assertEquals(3, blends.size());
        for (JsonNode blend : blends) {
            assertFalse(blend.path("valid").asBoolean(true));
            assertTrue(blend.path("error").asText().contains("is within itself"), blend::toString);
        }
    }

    @Test
    void file_ofAClipThatIsGone_namesIt() throws Exception {
        Files.writeString(reference("griselda.blend"), "af_heart+griselda 4.wav");
        assertTrue(refused(404, speak(NAME)).detail().startsWith("Voice file 'griselda 4.wav' not found"));
        JsonNode blend = ok(http.get("/v1/blends/griselda")).json();
        assertFalse(blend.path("valid").asBoolean(true));
        assertTrue(blend.path("error").asText().startsWith("Voice file 'griselda 4.wav' not found"));
    }

    @Test
    void file_thatIsNoMixture_isRefusedBriefly() throws Exception {
        byte[] junk = new byte[3_000];
        new Random(3).nextBytes(junk);
        List<byte[]> contents = List.of(
                junk,
                new byte[10_000_000],
                new byte[0],
                "PK\3\4 af_heart".getBytes(StandardCharsets.UTF_8),
                ("af_heart+".repeat(1_200_000) + "af_heart").getBytes(StandardCharsets.UTF_8));
        for (byte[] content : contents) {
            Files.write(reference("griselda.blend"), content);
            Answer answer = refused(422, speak(NAME));
            String message = answer.json().at("/detail/0/msg").asText();
            assertTrue(message.contains("The saved mixture 'griselda' cannot be used"), message);
            assertTrue(answer.body().length < 1_000, answer::text);
            assertFalse(ok(http.get("/v1/voices/griselda")).json().path("valid").asBoolean(true));
            assertEquals(200, http.get("/v1/blends").status());
        }
    }

    @Test
    void folderAndLink_namedAsMixtures_areNone() throws Exception {
        Files.createDirectory(reference("griselda.blend"));
        Path outside = Files.writeString(mynah.home().resolve("outside.blend"), "af_heart");
        Files.createSymbolicLink(reference("griselda 2.blend"), outside);
        for (String name : List.of("griselda", "griselda.blend", "griselda 2", "griselda 2.blend")) {
            refused(404, speak(name));
            refused(404, http.method("DELETE", "/v1/blends/" + name.replace(" ", "%20")));
        }
        assertEquals(0, ok(http.get("/v1/blends")).json().path("count").asInt());
        for (boolean overwrite : new boolean[] {false, true}) {
            refused(409, saveBlend(NAME, MIXTURE, overwrite));
        }
        ok(saveBlend("griselda 2", MIXTURE, true));
        assertEquals("af_heart", Files.readString(outside), "the link was replaced, not followed");
        Files.delete(outside);
    }
}

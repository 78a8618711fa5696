package io.mynah.rest.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mynah.api.engine.Sampling;
import io.mynah.api.speech.SpeechRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SpeechBodyTest {
    private static final int LIMIT = 100;
    /** Control characters are spoken as spaces, so a text of nothing else is as good as empty. */
    private static final Set<String> STRICTER_HERE = Set.of(
            "bad utf8 c",
            "text \"\\u0000\"",
            "voice \"\\u0000\"",
            "language \"\\ud800\"",
            "emotion \"\\ud800\"",
            "engine \"\\ud800\"");

    private final ObjectMapper mapper = new ObjectMapper();
    private final SpeechBody body = new SpeechBody(Sampling.DEFAULT);

    @TestFactory
    Stream<DynamicTest> parse_recordedBody_answersLikePydantic() throws IOException {
        try (InputStream recorded = SpeechBodyTest.class.getResourceAsStream("pydantic.json")) {
            JsonNode cases = mapper.readTree(Objects.requireNonNull(recorded));
            assertTrue(cases.size() > 500, "only " + cases.size() + " recordings");
            List<JsonNode> list =
                    StreamSupport.stream(cases.spliterator(), false).toList();
            return list.stream()
                    .filter(one -> !STRICTER_HERE.contains(one.get("name").asText()))
                    // What FastAPI answers with 400 and without a list is tested by hand below.
                    .filter(one -> one.get("status").asInt() != 400)
                    .map(one -> DynamicTest.dynamicTest(one.get("name").asText(), () -> compare(one)));
        }
    }

    private void compare(JsonNode recorded) throws Exception {
        byte[] sent = recorded.has("base64")
                ? Base64.getDecoder().decode(recorded.get("base64").asText())
                : recorded.get("body").asText().getBytes(StandardCharsets.UTF_8);
        if (recorded.get("status").asInt() == 200) {
            SpeechRequest request = body.parse("id", sent, LIMIT, Set.of());
            assertEquals(
                    recorded.get("answer").get("text").asText(), request.text().strip());
            assertEquals(recorded.get("answer").get("voice").asText(), request.voice());
            compareParameters(recorded.get("answer"), request);
            return;
        }
        InvalidBodyException invalid =
                assertThrows(InvalidBodyException.class, () -> body.parse("id", sent, LIMIT, Set.of()));
        assertEquals(
                comparable(recorded.get("answer").get("detail")),
                comparable(mapper.readTree(invalid.detail().toString())));
    }

    private static void compareParameters(JsonNode answer, SpeechRequest request) {
        Sampling sampling = request.sampling();
        same(answer, "temperature", sampling.temperature());
        same(answer, "min_p", sampling.minP());
        same(answer, "top_p", sampling.topP());
        same(answer, "top_k", sampling.topK());
        same(answer, "repetition_penalty", sampling.repetitionPenalty());
        same(answer, "speed", request.speed());
        if (answer.hasNonNull("seed")) {
            assertEquals(answer.get("seed").asLong(), request.seed().orElseThrow());
        }
        if (answer.has("norm_loudness")) {
            assertEquals(answer.get("norm_loudness").asBoolean(), sampling.normLoudness());
        }
        for (String name : List.of("temperature", "top_k", "norm_loudness", "language", "emotion", "seed", "speed")) {
            assertEquals(answer.hasNonNull(name), request.given().contains(name), name);
        }
    }

    private static void same(JsonNode answer, String name, double actual) {
        if (answer.hasNonNull(name)) {
            assertEquals(answer.get(name).asDouble(), actual, 1e-6, name);
        }
    }

    /** Type, place, message and context to the letter; the input where an answer may repeat it whole. */
    private static List<String> comparable(JsonNode detail) {
        List<String> errors = new ArrayList<>();
        for (JsonNode error : detail) {
            String input = String.valueOf(error.get("input")).replace("\\\"", "");
            boolean special = input.contains("nan")
                    || input.contains("NaN")
                    || input.contains("nf")
                    || input.length() > 150
                    || input.contains("\uD800")
                    || input.contains("\uFFFD")
                    || input.contains("ud800");
            errors.add(error.get("type") + " " + error.get("loc") + " " + error.get("msg") + " " + error.get("ctx")
                    + (special ? "" : " " + input));
        }
        return errors;
    }

    @Test
    void parse_deepNesting_isInvalidJson() {
        for (String deep :
                List.of("[".repeat(10_000), "{\"a\":".repeat(10_000), "[".repeat(10_000) + "]".repeat(10_000))) {
            assertEquals(
                    "json_invalid",
                    firstError(deep.getBytes(StandardCharsets.UTF_8)).type());
        }
    }

    @Test
    void parse_moreValuesThanMemoryIsFor_isInvalidJson() {
        String many = "{\"text\":\"Hi\",\"voice\":\"v\",\"x\":[" + "{},".repeat(300_000) + "{}]}";
        assertEquals(
                "json_invalid",
                firstError(many.getBytes(StandardCharsets.UTF_8)).type());
    }

    @Test
    void parse_moreValuesThanMemoryIsFor_tellsInCodePointsHowFarItRead() {
        String bird = "{\"text\":\"" + "\uD83D\uDC26".repeat(1_000) + "\",\"x\":[";
        byte[] many = (bird + "0,".repeat(300_000) + "0]}").getBytes(StandardCharsets.UTF_8);
        int position = (int) firstError(many).loc().get(1);
        // Ten thousand tokens and no more: two characters each, but the first few.
        assertEquals(bird.codePointCount(0, bird.length()) + 20_000, position, 20);
    }

    @Test
    void parse_invalidUtf8_tellsThePosition() {
        byte[] sent = "{\"text\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        sent[9] = (byte) 0xFF;
        assertEquals(List.of("body", 9), firstError(sent).loc());
        byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
        assertEquals(List.of("body", 1), firstError(surrogate).loc());
        byte[] late = ("{\"text\":\"" + "?".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        late[90_000] = (byte) 0xFF;
        assertEquals(List.of("body", 90_000), firstError(late).loc());
        byte[] behind = {'{', '}', ' ', (byte) 0xC3};
        assertEquals(List.of("body", 3), firstError(behind).loc());
        byte[] cut = {'"', (byte) 0xE2, (byte) 0x82};
        assertEquals(List.of("body", 1), firstError(cut).loc());
    }

    @Test
    void parse_controlCharactersOnly_isTooShort() {
        byte[] sent = "{\"text\":\"\\u0000\\u0007\",\"voice\":\"v\"}".getBytes(StandardCharsets.UTF_8);
        assertEquals("string_too_short", firstError(sent).type());
    }

    @Test
    void parse_loneSurrogateAnywhere_isRefused() {
        for (String field : List.of("text", "voice", "language", "emotion", "engine")) {
            String sent = "{\"text\":\"a\",\"voice\":\"v\",\"%s\":\"\\ud800x\"}".formatted(field);
            assertEquals(
                    "string_unicode",
                    firstError(sent.getBytes(StandardCharsets.UTF_8)).type());
        }
    }

    @Test
    void detail_hugeInput_isShortened() {
        String sent = "{\"text\":\"%s\",\"voice\":3}".formatted("x".repeat(1_000_000));
        InvalidBodyException invalid = assertThrows(
                InvalidBodyException.class,
                () -> body.parse("id", sent.getBytes(StandardCharsets.UTF_8), LIMIT, Set.of()));
        assertTrue(invalid.detail().toString().length() < 2_000);
    }

    @Test
    void parse_endlessNames_areShortened() throws Exception {
        String name = "v".repeat(100_000);
        String sent = "{\"text\":\"a\",\"voice\":\"%s\",\"language\":\"%s\"}".formatted(name, name);
        SpeechRequest request = body.parse("id", sent.getBytes(StandardCharsets.UTF_8), LIMIT, Set.of());
        assertEquals("v".repeat(200) + "…", request.voice());
        assertEquals("v".repeat(200) + "…", request.language());
    }

    @Test
    void parse_unknownEngine_tellsTheKnownOnes() throws Exception {
        byte[] sent = "{\"text\":\"a\",\"voice\":\"v\",\"engine\":\"b\"}".getBytes(StandardCharsets.UTF_8);
        InvalidBodyException invalid =
                assertThrows(InvalidBodyException.class, () -> body.parse("id", sent, LIMIT, Set.of("d", "c", "a")));
        assertEquals("Input should be 'a', 'c' or 'd'", invalid.errors().get(0).msg());
        assertEquals("b", body.parse("id", sent, LIMIT, Set.of("b")).engine());
        assertEquals("b", body.parse("id", sent, LIMIT, Set.of()).engine());
    }

    private FieldError firstError(byte[] sent) {
        return assertThrows(InvalidBodyException.class, () -> body.parse("id", sent, LIMIT, Set.of()))
                .errors()
                .get(0);
    }
}

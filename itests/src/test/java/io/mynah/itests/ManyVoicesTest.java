package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many clips at once. */
final class ManyVoicesTest extends VoicesServer {

    private static final int FRESH = 200;
    private static final int MANY = 1_000;

    ManyVoicesTest() {
        super(Map.of("MYNAH_CLOSEST_SEARCH", "0"));
    }

    @AfterEach
    void empty() throws Exception {
        emptyReferences();
    }

    /** Each of another content, so that each must be examined. */
    private void makeFresh() throws Exception {
        byte[] clip = Wavs.tone(5, 24_000);
        for (int i = 0; i < FRESH; i++) {
            clip[100] = (byte) i;
            Files.write(reference("griselda " + i + ".wav"), clip);
        }
    }

    private JsonNode results() throws Exception {
        Answer answer = ok(http.get("/validate-references"));
        assertEquals(FRESH, answer.json().path("total_files").asInt());
        assertEquals(FRESH, answer.json().path("valid_files").asInt());
        return answer.json().path("results");
    }

    private static long count(JsonNode results, String state) {
        return results.findValuesAsText("examination").stream()
                .filter(state::equals)
                .count();
    }

    /** It answers with what it knows; whoever else asks meanwhile is answered too, and in the end all is known. */
    @Test
    void freshClips_validated_blockNobodyAndAreAllExaminedInTheEnd() throws Exception {
        makeFresh();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Answer> first = threads.submit(() -> http.get("/validate-references"));
            int answered = 0;
            do {
                ok(http.speak(TEXT, "heart"));
                ok(http.get("/list-voices"));
                answered++;
            } while (!first.isDone());
            JsonNode results = ok(first.get()).json().path("results");
            assertEquals(FRESH, results.size());
            assertEquals(FRESH, count(results, "pending") + count(results, "done"));
            assertTrue(count(results, "pending") > 0, "it did not wait for all of them");
            assertTrue(answered > 0);
        } finally {
            threads.shutdownNow();
        }
        Mynah.until("all are examined", () -> {
            ok(http.speak(TEXT, "heart"));
            return count(results(), "done") == FRESH;
        });
        for (JsonNode result : results()) {
            assertEquals("little_speech", result.at("/complaints/0").asText(), result::toString);
        }
    }

    @Test
    void thousandClips_listed_areAllThereEachTime() throws Exception {
        Path first = Files.write(reference("griselda 0.wav"), Wavs.tone(5, 8_000));
        for (int i = 1; i < MANY; i++) {
            Files.createLink(reference("griselda " + i + ".wav"), first);
        }
        for (int round = 0; round < 2; round++) {
            JsonNode list = ok(http.get("/list-voices")).json();
            assertEquals(MANY, list.path("count").asInt());
            assertEquals(MANY, list.path("valid_count").asInt());
            Set<String> names = new HashSet<>(list.path("voices").findValuesAsText("filename"));
            assertEquals(MANY, names.size());
        }
        assertEquals(
                MANY, ok(http.get("/v1/voices?kind=clip")).json().path("count").asInt());
        Files.delete(reference("griselda 500.wav"));
        JsonNode list = ok(http.get("/list-voices")).json();
        assertEquals(MANY - 1, list.path("count").asInt());
        assertFalse(list.path("voices").findValuesAsText("filename").contains("griselda 500.wav"));
    }
}

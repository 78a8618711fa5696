package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mynah.api.speech.SpeechService;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class RestBundleTest {
    private final FakeSpeech speech = new FakeSpeech();
    private final HttpClient client = HttpClient.newHttpClient();
    private Platform platform;

    @BeforeAll
    void launch(@TempDir Path cache) throws Exception {
        long start = System.nanoTime();
        platform = Platform.launch(cache, Map.of());
        platform.register(SpeechService.class, speech);
        System.out.println("platform " + (System.nanoTime() - start) / 1_000_000);
        platform.rest().start();
        System.out.println("rest " + (System.nanoTime() - start) / 1_000_000);
    }

    @AfterAll
    void stop() throws Exception {
        platform.close();
    }

    @Test
    void get_health_isOk() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(platform.uri("/health")).build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.headers() + answer.body());
        assertEquals(200, answer.statusCode());
    }

    @Test
    void post_tts_answersWav() throws Exception {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(platform.uri("/api/tts"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"hi\",\"voice\":\"heart\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        assertArrayEquals(FakeSpeech.WAV, answer.body());
    }
}

package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import io.mynah.itests.Mynah.Result;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code /metrics}, as Prometheus asks for it. */
final class MetricsTest extends SharedServer {
    private static final String TOKEN = "token-of-the-metrics-test";

    private static final Pattern META = Pattern.compile("# (HELP|TYPE) ([a-z_:][a-z0-9_:]*) (.+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_:][a-z0-9_:]*)"
            + "(\\{(?:[a-z_]+=\"[^\"\\\\\n]*\",?)*})?"
            + " (NaN|[+-]Inf|-?[0-9][0-9.]*(?:[eE][+-]?[0-9]+)?)");
    private static final Pattern SUFFIX = Pattern.compile("_(?:bucket|sum|count)$");

    MetricsTest() {
        super(Map.of("ADMIN_TOKEN", TOKEN));
    }

    /** What the page says, by name and labels as they stand there. */
    private Map<String, Double> figures() throws Exception {
        Answer page = http.get("/metrics");
        assertEquals(200, page.status(), page::text);
        Map<String, Double> figures = new HashMap<>();
        page.text().lines().forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                figures.put(
                        line.substring(0, line.lastIndexOf(' ')),
                        Double.valueOf(sample.group(3).replace("Inf", "Infinity")));
            }
        });
        return figures;
    }

    @Test
    void requests_ofEachKind_areCounted() throws Exception {
        Map<String, Double> before = figures();
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    200, http.speak("Eleven benevolent elephants.", "heart").status());
        }
        assertEquals(404, http.speak("Hello.", "griselda-the-unknown").status());
        assertEquals(422, http.postJson("/api/tts", "{\"voice\":\"heart\"}").status());
        Answer elsewhere = http.postJson(
                "/api/tts",
                Http.request("Hello.", "heart").put("engine", "no-such-engine").toString());
        assertEquals(422, elsewhere.status(), elsewhere::text);
        http.get("/list-voices");

        Map<String, Double> expected = new HashMap<>();
        expected.put("mynah_requests_total{engine=\"hibari\",outcome=\"spoken\"}", 3.0);
        expected.put("mynah_requests_total{engine=\"none\",outcome=\"refused\"}", 1.0);
        expected.put("mynah_answers_total{engine=\"hibari\",status=\"200\"}", 3.0);
        expected.put("mynah_answers_total{engine=\"none\",status=\"404\"}", 1.0);
        expected.put("mynah_answers_total{engine=\"none\",status=\"422\"}", 2.0);
        expected.put("mynah_sentences_total{engine=\"hibari\",outcome=\"spoken\"}", 3.0);
        for (String stage : List.of("preparation", "queue", "synthesis", "whole")) {
            expected.put("mynah_stage_seconds_count{engine=\"hibari\",stage=\"" + stage + "\"}", 3.0);
        }
        expected.put("mynah_first_audio_seconds_count{engine=\"hibari\"}", 3.0);
        expected.put("mynah_real_time_factor_count{engine=\"hibari\"}", 3.0);
        // An answer may be with its client a moment before it is counted.
        Mynah.until("all is counted", () -> {
            Map<String, Double> now = figures();
            return expected.entrySet().stream()
                    .allMatch(
                            figure -> now.getOrDefault(figure.getKey(), 0.0) - before.getOrDefault(figure.getKey(), 0.0)
                                    == figure.getValue());
        });
        assertTrue(figures().get("mynah_audio_seconds_total{engine=\"hibari\"}") > 1);
        String page = http.get("/metrics").text();
        for (String secret : List.of("no-such-engine", "griselda", "heart", "elephants")) {
            assertFalse(page.contains(secret), secret);
        }
    }

    @Test
    void process_andEngines_areTold() throws Exception {
        Map<String, Double> figures = figures();
        assertEquals(64, figures.get("mynah_queue_capacity"));
        assertEquals(0, figures.get("mynah_queue_waiting"));
        assertTrue(figures.get("process_resident_memory_bytes") > 50_000_000);
        assertTrue(figures.get("process_cpu_usage") >= 0);
        assertTrue(figures.get("jvm_buffer_memory_used_bytes{id=\"direct\"}") >= 0);
        assertTrue(
                figures.keySet().stream().anyMatch(name -> name.startsWith("jvm_memory_used_bytes{area=\"heap\"")),
                figures::toString);
        assertEquals(
                1,
                figures.entrySet().stream()
                        .filter(figure -> figure.getKey().startsWith("mynah_engine_info{")
                                && figure.getKey().contains("engine=\"hibari\"")
                                && figure.getKey().contains("state=\"speaking\"")
                                && figure.getKey().contains("device=\"cpu\""))
                        .mapToDouble(Map.Entry::getValue)
                        .sum(),
                figures::toString);
    }

    @Test
    void page_isWrittenAsPrometheusReadsIt() throws Exception {
        http.speak("Hello.", "heart");
        Answer page = http.get("/metrics");
        assertEquals("text/plain; version=0.0.4; charset=utf-8", page.header("Content-Type"));
        assertEquals("no-store", page.header("Cache-Control"));
        assertTrue(page.text().endsWith("\n"));
        Set<String> typed = new HashSet<>();
        Set<String> seen = new HashSet<>();
        page.text().lines().forEach(line -> {
            Matcher meta = META.matcher(line);
            if (meta.matches()) {
                assertTrue(!meta.group(1).equals("TYPE") || typed.add(meta.group(2)), line + " comes twice");
                return;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertTrue(sample.matches(), line);
            String name = sample.group(1);
            assertTrue(
                    typed.contains(name) || typed.contains(SUFFIX.matcher(name).replaceFirst("")),
                    line + " has no type");
            assertTrue(seen.add(line.substring(0, line.lastIndexOf(' '))), line + " comes twice");
        });

        Answer open = http.send(HttpRequest.newBuilder(http.uri("/metrics"))
                .header("Accept", "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5"));
        assertEquals("application/openmetrics-text; version=1.0.0; charset=utf-8", open.header("Content-Type"));
        assertTrue(open.text().endsWith("# EOF\n"));

        assertEquals(200, http.method("HEAD", "/metrics").status());
        Answer post = http.method("POST", "/metrics");
        assertEquals(405, post.status());
        assertEquals("GET,HEAD,OPTIONS", post.header("Allow"));
        assertEquals("Method Not Allowed", post.detail());
    }

    @Test
    void engineReplaced_swapAndDrainAreCounted() throws Exception {
        String swaps = "mynah_engine_swaps_total{engine=\"hibari\"}";
        String drains = "mynah_engine_drain_seconds_count{engine=\"hibari\"}";
        Map<String, Double> before = figures();
        swap(mynah.home().resolve("deploy/engine-onnx.jar"));
        Mynah.until("it is back and counted", () -> {
            Map<String, Double> now = figures();
            return now.getOrDefault(swaps, 0.0) == before.getOrDefault(swaps, 0.0) + 1
                    && now.getOrDefault(drains, 0.0) == before.getOrDefault(drains, 0.0) + 1;
        });
        Mynah.until("it speaks", () -> http.get("/health/ready").status() == 200);
    }

    @Test
    void metricsReplacedAgainAndAgainWhileAllSpeak_noRequestFails() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(threads.submit(() -> speakUntil(stop)));
            }
            Path jar = jar();
            for (int i = 0; i < 3; i++) {
                swap(jar);
                Mynah.until("it counts again", () -> {
                    Answer page = http.get("/metrics");
                    return page.status() == 200 && page.text().contains("outcome=\"spoken\"");
                });
            }
            stop.set(true);
            for (Future<Integer> client : clients) {
                assertTrue(client.get(60, TimeUnit.SECONDS) > 0);
            }
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    private int speakUntil(AtomicBoolean stop) throws Exception {
        int answers = 0;
        do {
            Answer answer = http.speak("Hello there.", "heart");
            assertEquals(200, answer.status(), answer::text);
            assertTrue(answer.seconds() > 0.3, "whole");
            answers++;
        } while (!stop.get());
        return answers;
    }

    private static Path jar() throws Exception {
        try (Stream<Path> files = Files.walk(Mynah.distribution().resolve("system"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("metrics-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void swap(Path jar) throws Exception {
        Result result = Mynah.run(
                mynah.home(),
                Map.of("ADMIN_TOKEN", TOKEN, "SERVER_PORT", String.valueOf(mynah.port())),
                "swap",
                jar.toString());
        assertEquals(0, result.exitCode(), result.out() + result.err());
    }
}

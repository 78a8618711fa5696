package io.mynah.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.mynah.cli.Arguments.UsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that manage a running server, against one that says what the test says. */
class AdminCommandsTest {
    private static final String ENGINE =
            "{\"id\":\"tone\",\"state\":\"speaking\",\"device\":\"cpu\",\"requests\":1,\"spoken\":9,\"errors\":3,"
                    + "\"ranking\":-7,\"promoted\":false,\"version\":\"1\",\"bundle\":\"some.bundle\",\"reason\":\"\"}";

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private HttpServer http;
    private AdminClient client;

    private record Answer(int status, String body) {}

    @BeforeEach
    void open() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            String line =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(line + (sent.isEmpty() ? "" : " " + sent) + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            Deque<Answer> queue = answers.get(line);
            Answer answer = queue == null
                    ? new Answer(404, "{\"detail\":\"Not Found\"}")
                    : queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();
        client = client("secret");
    }

    @AfterEach
    void close() {
        http.stop(0);
    }

    private AdminClient client(String token) {
        return new AdminClient(
                URI.create("http://127.0.0.1:" + http.getAddress().getPort()), token);
    }

    private void answer(String line, int status, String body) {
        answers.computeIfAbsent(line, key -> new ArrayDeque<>()).addLast(new Answer(status, body));
    }

    private static Arguments words(String... words) throws UsageException {
        return new Arguments(words, Set.of(), Set.of());
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void engines_listed_areATable() throws Exception {
        answer("GET /admin/engines", 200, "{\"engines\":[" + ENGINE + "]}");
        EnginesCommand command = new EnginesCommand(client, out);
        assertEquals(Cli.OK, command.run(words()));
        assertEquals(List.of("GET /admin/engines Bearer secret"), asked);
        assertTrue(output().startsWith("ENGINE ") && output().contains("\ntone "), output());
        assertTrue(output().contains("-7"), output());
    }

    @Test
    void engines_eachAction_isAskedFor() throws Exception {
        EnginesCommand command = new EnginesCommand(client, out);
        for (String action : List.of("stop", "start", "promote", "demote")) {
            answer("POST /admin/engines/tone/" + action, 200, ENGINE);
            assertEquals(Cli.OK, command.run(words(action, "tone")));
        }
        answer("POST /admin/engines/a%2Fb%20c/unload", 200, "{\"unloaded\":true}");
        assertEquals(Cli.OK, command.run(words("unload", "a/b c")));
        assertTrue(output().endsWith("unloaded" + System.lineSeparator()), output());
        assertEquals(5, asked.size());
    }

    @Test
    void engines_wrongWords_areUsage() {
        EnginesCommand command = new EnginesCommand(client, out);
        for (String[] wrong : new String[][] {{"halt", "tone"}, {"stop"}, {"stop", "a", "b"}, {"list", "tone"}}) {
            assertThrows(UsageException.class, () -> command.run(words(wrong)));
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void refusals_areToldForPeople() {
        EnginesCommand command = new EnginesCommand(client, out);
        assertTrue(failure(command).contains("no token, and so no administration"), failure(command));
        answer("GET /admin/engines", 401, "{\"detail\":\"...\"}");
        assertTrue(failure(command).contains("another token"), failure(command));
        answers.clear();
        answer("GET /admin/engines", 409, "{\"detail\":\"it is busy\"}");
        assertEquals("it is busy", failure(command));
        answers.clear();
        answer("GET /admin/engines", 200, "<html>");
        assertTrue(failure(command).contains("it is not Mynah"), failure(command));
        assertTrue(failure(new EnginesCommand(client(null), out)).contains("set ADMIN_TOKEN"));
        http.stop(0);
        assertTrue(failure(command).contains("no server answers"), failure(command));
    }

    private static String failure(EnginesCommand command) {
        return String.valueOf(
                assertThrows(IOException.class, () -> command.run(words())).getMessage());
    }

    private static String bundle(boolean swapping, String problem) {
        return "{\"name\":\"some.bundle\",\"version\":\"2.0.0\",\"state\":\"active\",\"deployed\":true,\"changed\":\"\","
                + "\"swapping\":" + swapping + ",\"problem\":\"" + problem + "\"}";
    }

    @Test
    void swap_serverAwayMeanwhile_isWaitedFor(@TempDir Path folder) throws Exception {
        Path jar = Files.writeString(folder.resolve("new.jar"), "a jar");
        answer("GET /admin/bundles", 200, "{}");
        answer("POST /admin/swap", 202, bundle(true, ""));
        answer("GET /admin/bundles/some.bundle", 200, bundle(true, ""));
        answer("GET /admin/bundles/some.bundle", 503, "{\"detail\":\"The server is stopping\"}");
        answer("GET /admin/bundles/some.bundle", 200, bundle(false, ""));
        assertEquals(Cli.OK, new SwapCommand(client, out, Duration.ofSeconds(20)).run(words(jar.toString())));
        assertEquals("POST /admin/swap a jar Bearer secret", asked.get(1));
        assertTrue(output().contains("some.bundle 2.0.0 runs"), output());
    }

    @Test
    void swap_thatDoesNotDo_fails(@TempDir Path folder) throws Exception {
        Path jar = Files.writeString(folder.resolve("new.jar"), "a jar");
        answer("GET /admin/bundles", 200, "{}");
        answer("POST /admin/swap", 202, bundle(true, ""));
        answer("GET /admin/bundles/some.bundle", 200, bundle(false, "the old one is back"));
        SwapCommand command = new SwapCommand(client, out, Duration.ofSeconds(20));
        IOException e = assertThrows(IOException.class, () -> command.run(words(jar.toString())));
        assertEquals("some.bundle: the old one is back", e.getMessage());
        answers.clear();
        answer("GET /admin/bundles", 200, "{}");
        answer("POST /admin/swap", 202, bundle(true, ""));
        answer("GET /admin/bundles/some.bundle", 200, bundle(true, ""));
        SwapCommand hasty = new SwapCommand(client, out, Duration.ZERO);
        assertThrows(IOException.class, () -> hasty.run(words(jar.toString())));
        assertThrows(
                NoSuchFileException.class,
                () -> command.run(words(folder.resolve("none.jar").toString())));
    }

    @Test
    void statusAndBundles_shown_inShort() throws Exception {
        answer(
                "GET /admin/status",
                200,
                "{\"engines\":[" + ENGINE
                        + "],\"queue\":{\"waiting\":1,\"speaking\":2,\"capacity\":64},\"bundles_down\":["
                        + bundle(false, "broken") + "],\"uptime_seconds\":3720,\"heap\":{\"used_bytes\":1000000,"
                        + "\"most_bytes\":2000000}}");
        assertEquals(Cli.OK, new StatusCommand(client, out).run(words()));
        assertTrue(
                output().startsWith("up 1 h 02 min, 1.0 MB of 2.0 MB heap, 1 waiting and 2 speaking of 64"), output());
        assertTrue(output().contains("tone") && output().contains("broken"), output());
        answers.clear();
        answer(
                "GET /admin/status",
                200,
                "{\"engines\":[],\"queue\":{\"waiting\":0,\"speaking\":0,\"capacity\":64},\"bundles_down\":[],"
                        + "\"uptime_seconds\":1,\"heap\":{\"used_bytes\":1,\"most_bytes\":2}}");
        assertEquals(Cli.FAILED, new StatusCommand(client, out).run(words()), "nobody speaks");
        answer("GET /admin/bundles", 200, "{\"bundles\":[" + bundle(true, "") + "]}");
        assertEquals(Cli.OK, new BundlesCommand(client, out).run(words()));
        assertTrue(output().contains("swapping"), output());
    }
}

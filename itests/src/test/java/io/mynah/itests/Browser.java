package io.mynah.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One page of a headless Chromium, steered by its own protocol over the JDK's WebSocket: a handful of commands, for which a
 * driver, its downloads and its thirty jars are too much. Remembers what the page complained of.
 */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern ADDRESS = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final long LIMIT_SECONDS = 30;

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser(Path profile, Process process, String address) throws Exception {
        this.profile = profile;
        this.process = process;
        HttpClient http = HttpClient.newHttpClient();
        JsonNode pages = Http.JSON.readTree(http.send(
                        HttpRequest.newBuilder(URI.create("http://" + address + "/json/list"))
                                .build(),
                        BodyHandlers.ofString())
                .body());
        String page = Stream.iterate(0, i -> i < pages.size(), i -> i + 1)
                .map(pages::get)
                .filter(target -> target.get("type").asText().equals("page"))
                .findFirst()
                .orElseThrow()
                .get("webSocketDebuggerUrl")
                .asText();
        this.socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(page), new Listener())
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Http.JSON.createObjectNode());
        }
    }

    /** The program, if this machine has one. */
    static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser open() throws Exception {
        Path profile = Files.createTempDirectory("mynah-browser-");
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--headless=new",
                        // Tests run as root in containers, where its sandbox cannot be made; it sees our own pages
                        // only.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                Thread drain = new Thread(() -> output.lines().forEach(rest -> {}), "browser-output");
                drain.setDaemon(true);
                drain.start();
                return new Browser(profile, process, address.group(1));
            }
        }
        process.destroyForcibly();
        throw new AssertionError("the browser did not start");
    }

    /** Puts messages together, gives answers to those who wait, and notes down errors. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                receive(whole);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void receive(String text) {
        JsonNode message;
        try {
            message = Http.JSON.readTree(text);
        } catch (IOException e) {
            complaints.add("not JSON: " + text);
            return;
        }
        if (message.has("id")) {
            CompletableFuture<JsonNode> waiting =
                    answers.remove(message.get("id").asInt());
            if (waiting != null) {
                waiting.complete(message);
            }
            return;
        }
        JsonNode about = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown" -> complaints.add(about.toString());
            case "Runtime.consoleAPICalled" -> {
                if (about.path("type").asText().matches("error|assert")) {
                    complaints.add(about.toString());
                }
            }
            case "Log.entryAdded" -> {
                if (about.at("/entry/level").asText().equals("error")) {
                    complaints.add(about.toString());
                }
            }
            default -> {}
        }
    }

    /** Sends a command of the protocol and waits for its result. */
    JsonNode send(String method, ObjectNode parameters) throws Exception {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = Http.JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        JsonNode got = answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (got.has("error")) {
            throw new AssertionError(method + ": " + got.get("error"));
        }
        return got.get("result");
    }

    /** Sent with all requests from now on. */
    void header(String name, String value) throws Exception {
        ObjectNode parameters = Http.JSON.createObjectNode();
        parameters.putObject("headers").put(name, value);
        send("Network.setExtraHTTPHeaders", parameters);
    }

    void size(int width, int height) throws Exception {
        // As on a telephone: they lie over the page and take none of its width.
        send("Emulation.setScrollbarsHidden", Http.JSON.createObjectNode().put("hidden", true));
        send(
                "Emulation.setDeviceMetricsOverride",
                Http.JSON
                        .createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
    }

    void go(URI address) throws Exception {
        send("Page.navigate", Http.JSON.createObjectNode().put("url", address.toString()));
    }

    /** What an expression of JavaScript comes to. */
    JsonNode evaluate(String expression) throws Exception {
        JsonNode result = send(
                "Runtime.evaluate",
                Http.JSON
                        .createObjectNode()
                        .put("expression", expression)
                        .put("returnByValue", true)
                        .put("awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    void until(String what, String expression) throws Exception {
        Mynah.until(what, () -> evaluate("!!(" + expression + ")").asBoolean());
    }

    /**
     * What hinders those who use an aid, within the elements of a CSS selector: each of axe's rules that is broken, with its
     * weight and the first element. Empty is good.
     */
    List<String> barriers(String selector) throws Exception {
        if (!evaluate("'axe' in window").asBoolean()) {
            try (InputStream axe =
                    Browser.class.getClassLoader().getResourceAsStream(System.getProperty("mynah.axe"))) {
                evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + ";0");
            }
        }
        JsonNode broken = evaluate("axe.run(" + Http.JSON.writeValueAsString(selector)
                + ").then(found => found.violations.map(rule => rule.id + ' (' + rule.impact + '): ' + rule.help + ': '"
                + " + rule.nodes[0].html + ' ' + rule.nodes[0].failureSummary))");
        return StreamSupport.stream(broken.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Presses and lets go a key, such as {@code Enter}. */
    void press(String key, int code, String text) throws Exception {
        for (String type : List.of(text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
            ObjectNode parameters = Http.JSON
                    .createObjectNode()
                    .put("type", type)
                    .put("key", key)
                    .put("code", key)
                    .put("windowsVirtualKeyCode", code);
            if (!text.isEmpty() && type.equals("keyDown")) {
                parameters.put("text", text);
            }
            send("Input.dispatchKeyEvent", parameters);
        }
    }

    void enter() throws Exception {
        press("Enter", 13, "\r");
    }

    void escape() throws Exception {
        press("Escape", 27, "");
    }

    void tab() throws Exception {
        press("Tab", 9, "");
    }

    /** The whole page, below {@code target/screenshots}. */
    void picture(String name) throws Exception {
        JsonNode result = send(
                "Page.captureScreenshot",
                Http.JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true));
        Path folder = Files.createDirectories(Path.of("target/screenshots"));
        Files.write(
                folder.resolve(name + ".png"),
                Base64.getDecoder().decode(result.get("data").asText()));
    }

    /** Exceptions, and errors in its console. */
    List<String> complaints() {
        return new ArrayList<>(complaints);
    }

    @Override
    public void close() throws IOException {
        // All of them write into the profile until they end.
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        for (ProcessHandle one : all) {
            one.onExit()
                    .completeOnTimeout(one, LIMIT_SECONDS, TimeUnit.SECONDS)
                    .thenAccept(ProcessHandle::destroyForcibly)
                    .join();
        }
        socket.abort();
        Mynah.delete(profile);
    }
}

package io.mynah.itests;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A hub on loopback that has the files of one folder, and keeps their contents on another host, as the real one does. */
final class LoopbackHub implements AutoCloseable {
    static final String REPOSITORY = "own/tiny";
    private static final int BLOCK = 16_384;
    private static final int MANY = 1_000_000;
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final List<String> PRECISIONS = List.of("q4", "q8", "fp32", "fp16", "q4f16");
    private static final Map<String, String> SUFFIXES =
            Map.of("q4", "_q4", "q8", "_quantized", "fp32", "", "fp16", "_fp16", "q4f16", "_q4f16");

    private final Path folder;
    private final HttpServer hub;
    private final HttpServer store;
    /** Method and path. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    final List<String> hubTokens = new CopyOnWriteArrayList<>();
    final List<String> storeTokens = new CopyOnWriteArrayList<>();
    private volatile @Nullable Semaphore pace;

    LoopbackHub(Path folder) throws IOException {
        this.folder = folder;
        hub = server(this::tell);
        store = server(this::send);
    }

    private static HttpServer server(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
        return server;
    }

    String endpoint() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    /** What a person writes into {@code models/manifest.json} to have this model known as {@code chatterbox-tiny}. */
    String manifest() {
        String variants = PRECISIONS.stream()
                .map(precision -> "{\"precision\": \"" + precision + "\", \"revision\": \"" + COMMIT + "\"}")
                .collect(Collectors.joining(", "));
        Stream<String> plain = Stream.of("config.json", "tokenizer.json").map(path -> "{\"path\": \"" + path + "\"}");
        Stream<String> graphs = Stream.of("speech_encoder", "embed_tokens", "language_model", "conditional_decoder")
                .flatMap(graph -> PRECISIONS.stream().flatMap(precision -> Stream.of(".onnx", ".onnx_data")
                        .map(end -> "{\"path\": \"onnx/" + graph + SUFFIXES.get(precision) + end
                                + "\", \"part\": \"" + graph + "\", \"precision\": \"" + precision
                                + "\", \"about\": 50000}")));
        return """
                {"models": [{"id": "chatterbox-tiny", "source": "hub", "origin": "%s", "variants": [%s], "files": [%s]}]}
                """.formatted(REPOSITORY, variants, Stream.concat(plain, graphs).collect(Collectors.joining(", ")));
    }

    private void tell(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        hubTokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Path file = folder.resolve(path.replaceFirst("^.*/" + COMMIT + "/", ""));
        if (!path.startsWith("/" + REPOSITORY + "/resolve/" + COMMIT + "/") || !Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + sha256(file) + "\"");
        exchange.getResponseHeaders().set("X-Linked-Size", Long.toString(Files.size(file)));
        exchange.getResponseHeaders()
                .set("Location", "http://127.0.0.1:" + store.getAddress().getPort() + "/" + folder.relativize(file));
        exchange.sendResponseHeaders(302, -1);
    }

    private void send(HttpExchange exchange) throws IOException {
        storeTokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        byte[] content = Files.readAllBytes(
                folder.resolve(exchange.getRequestURI().getPath().substring(1)));
        Headers asked = exchange.getRequestHeaders();
        int from = asked.containsKey("Range")
                ? Integer.parseInt(asked.getFirst("Range").replaceAll("\\D", ""))
                : 0;
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        for (int at = from; at < content.length; at += BLOCK) {
            Semaphore blocks = pace;
            if (blocks != null) {
                blocks.acquireUninterruptibly();
            }
            exchange.getResponseBody().write(content, at, Math.min(BLOCK, content.length - at));
            exchange.getResponseBody().flush();
        }
    }

    /** From now on it sends no more than it is let. */
    void hold() {
        pace = new Semaphore(0);
    }

    /** Lets that many blocks go. */
    void send(int blocks) {
        Objects.requireNonNull(pace).release(blocks);
    }

    /** It sends as fast as it can, as at first. */
    void letGo() {
        Semaphore blocks = pace;
        pace = null;
        if (blocks != null) {
            blocks.release(MANY);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        letGo();
        hub.stop(0);
        store.stop(0);
    }
}

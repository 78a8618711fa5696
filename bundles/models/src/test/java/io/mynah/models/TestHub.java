package io.mynah.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A hub on loopback, in two servers: one that knows of files and has the small ones, and one on another port, which is
 * another host to whoever guards a token, that has the large ones. What it should do wrong is put into queues, of which each
 * request takes one.
 */
final class TestHub implements AutoCloseable {
    static final String REPOSITORY = "own/tiny";
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** Does something else than what is right. */
    @FunctionalInterface
    interface Fault {
        void answer(HttpExchange exchange, byte[] content) throws IOException;
    }

    private final HttpServer hub;
    private final HttpServer store;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final Queue<Fault> heads = new ConcurrentLinkedQueue<>();
    final Queue<Fault> hubGets = new ConcurrentLinkedQueue<>();
    final Queue<Fault> gets = new ConcurrentLinkedQueue<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> hubTokens = new CopyOnWriteArrayList<>();
    final List<String> storeTokens = new CopyOnWriteArrayList<>();
    /** Bytes of contents. */
    final AtomicLong served = new AtomicLong();

    volatile @Nullable String announcedEtag;
    volatile long announcedSize = -1;
    volatile boolean ignoresRange;

    TestHub() throws IOException {
        hub = server(this::hub);
        store = server(this::store);
    }

    private HttpServer server(Fault answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            byte[] content = files.get(name(path));
            try (exchange) {
                if (content == null) {
                    exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
                    exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
                    exchange.sendResponseHeaders(404, -1);
                } else {
                    answer.answer(exchange, content);
                }
            }
        });
        server.start();
        return server;
    }

    private static String name(String path) {
        return path.replaceFirst("^.*/(" + COMMIT + "|main)/", "");
    }

    String endpoint() {
        return "http://" + hub.getAddress().getAddress().getHostAddress() + ":"
                + hub.getAddress().getPort();
    }

    private void hub(HttpExchange exchange, byte[] content) throws IOException {
        hubTokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        Fault fault = isHead ? heads.poll() : hubGets.poll();
        if (fault != null) {
            fault.answer(exchange, content);
            return;
        }
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith(".json") && path.startsWith("/" + REPOSITORY)) {
            // As the real one does with small files: an address of its own, relative.
            exchange.getResponseHeaders().set("Location", "/api/resolve-cache/models" + path.replace("/resolve", ""));
            exchange.sendResponseHeaders(307, -1);
            return;
        }
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        Checksum.Result sums = sums(content);
        if (path.endsWith(".json")) {
            exchange.getResponseHeaders().set("ETag", "W/\"" + sums.gitSha1() + "\"");
            if (isHead) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
                exchange.sendResponseHeaders(200, -1);
            } else {
                send(exchange, content);
            }
            return;
        }
        String etag = announcedEtag;
        exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + (etag == null ? sums.sha256() : etag) + "\"");
        exchange.getResponseHeaders()
                .set("X-Linked-Size", Long.toString(announcedSize < 0 ? content.length : announcedSize));
        redirectToStore(exchange, content);
    }

    /** What is right for a large file. */
    void redirectToStore(HttpExchange exchange, byte[] content) throws IOException {
        redirect(storeAddress(name(exchange.getRequestURI().getPath()))).answer(exchange, content);
    }

    String storeAddress(String file) {
        return "http://127.0.0.1:" + store.getAddress().getPort() + "/signed/" + COMMIT + "/" + file + "?signature=s";
    }

    /** Where a file is at the hub itself. */
    static String address(String file) {
        return "/" + REPOSITORY + "/resolve/" + COMMIT + "/" + file;
    }

    private void store(HttpExchange exchange, byte[] content) throws IOException {
        storeTokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Fault fault = gets.poll();
        if (fault != null) {
            fault.answer(exchange, content);
        } else {
            send(exchange, content);
        }
    }

    /** What is right. */
    void send(HttpExchange exchange, byte[] content) throws IOException {
        send(exchange, content, Integer.MAX_VALUE);
    }

    /** The right answer, which breaks off after some bytes. */
    Fault breaksAfter(int bytes) {
        return (exchange, content) -> send(exchange, content, bytes);
    }

    /** To somewhere else. */
    static Fault redirect(String location) {
        return (exchange, content) -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** A status without anything else. */
    static Fault status(int status) {
        return (exchange, content) -> exchange.sendResponseHeaders(status, -1);
    }

    static Fault retryAfter(int status, String when) {
        return (exchange, content) -> {
            exchange.getResponseHeaders().set("Retry-After", when);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    private void send(HttpExchange exchange, byte[] content, int most) throws IOException {
        int from = 0;
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range != null && !ignoresRange) {
            from = Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        int count = Math.min(most, content.length - from);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        OutputStream body = exchange.getResponseBody();
        body.write(content, from, count);
        body.flush();
        served.addAndGet(count);
    }

    static Checksum.Result sums(byte[] content) {
        Checksum checksum = new Checksum(content.length);
        checksum.update(ByteBuffer.wrap(content));
        return checksum.result();
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
        threads.shutdownNow();
    }
}

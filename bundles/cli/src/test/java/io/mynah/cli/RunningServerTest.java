package io.mynah.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RunningServerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void isMynah_itAnswersAsLive_isTrueByTheWildcardToo() throws Exception {
        HttpServer server = answering("/health/live", "{\"status\":\"live\"}");
        try {
            int port = server.getAddress().getPort();
            assertTrue(RunningServer.isMynah(LOOPBACK, port));
            assertTrue(RunningServer.isMynah(InetAddress.getByName("0.0.0.0"), port));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void isMynah_anotherServer_isFalse() throws Exception {
        HttpServer server = answering("/", "<h1>It works!</h1>");
        try {
            assertFalse(RunningServer.isMynah(LOOPBACK, server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void isMynah_itListensAndSaysNothing_isFalse() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, LOOPBACK)) {
            assertFalse(RunningServer.isMynah(LOOPBACK, mute.getLocalPort()));
        }
    }

    @Test
    void isMynah_nobodyListens_isFalse() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
            port = closed.getLocalPort();
        }
        assertFalse(RunningServer.isMynah(LOOPBACK, port));
    }

    private static HttpServer answering(String path, String body) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }
}

package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * A request on a socket of its own, whose answer is read only when the test asks for it, so that it holds its place on
 * the server. Closing it is a client that goes away.
 */
final class HeldRequest implements AutoCloseable {

    /** Small, so that an answer soon has nowhere to go. */
    private static final int RECEIVE_BYTES = 4_096;

    private static final int READ_LIMIT_MS = 60_000;

    private final Socket socket = new Socket();
    private final Mynah mynah;

    private HeldRequest(Mynah mynah) throws IOException {
        this.mynah = mynah;
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.setSoTimeout(READ_LIMIT_MS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), mynah.port()));
    }

    /** Sends a request to the tone engine. */
    static HeldRequest speak(Mynah mynah, String text) throws IOException {
        return post(mynah, Http.request(text, "tone"));
    }

    static HeldRequest post(Mynah mynah, JsonNode request) throws IOException {
        HeldRequest held = new HeldRequest(mynah);
        held.again(request);
        return held;
    }

    /** One more request on the same connection, without waiting for the answer to the last. */
    void again(JsonNode request) throws IOException {
        byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write(("POST /api/tts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
    }

    /** Waits until the server, by its own account, has so many requests in a state: {@code waiting} or {@code speaking}. */
    void awaitQueue(String state, int count) throws Exception {
        Mynah.until(count + " " + state, () -> queued(mynah, state) == count);
    }

    /** How many requests a server has in a state. */
    static int queued(Mynah mynah, String state) throws Exception {
        return mynah.http().get("/health").json().at("/queue/" + state).asInt(-1);
    }

    /** Waits for the beginning of the answer. */
    int status() throws IOException {
        String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        assertTrue(line.startsWith("HTTP/1.1 "), () -> "an answer, not '" + line + "'");
        return Integer.parseInt(line.substring(9));
    }

    /** Takes so much of the answer, whatever it is. */
    void read(int bytes) throws IOException {
        socket.getInputStream().skipNBytes(bytes);
    }

    /** Takes what there is until the server closes the connection; how much that was. */
    long readAll() throws IOException {
        byte[] block = new byte[1 << 16];
        long all = 0;
        try {
            for (int count = 0; count >= 0; count = socket.getInputStream().read(block)) {
                all += count;
            }
        } catch (SocketException e) {
            assertTrue(e.getMessage().contains("reset"), e::toString); // since requests of ours were left unread
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.mynah.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers with the beginning of a content, and then resets the connection, as a server does that has crashed. */
final class ResettingServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final AtomicInteger served = new AtomicInteger();
    private final byte[] content;
    private final int sent;

    /** @param sent bytes of the content */
    ResettingServer(byte[] content, int sent) throws IOException {
        this.content = content;
        this.sent = sent;
        Thread thread = new Thread(this::serve, "resetting-server");
        thread.setDaemon(true);
        thread.start();
    }

    String address() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/file";
    }

    int served() {
        return served.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                readRequest(connection.getInputStream());
                served.incrementAndGet();
                OutputStream out = connection.getOutputStream();
                String head = "HTTP/1.1 200 OK\r\nContent-Length: " + content.length + "\r\n\r\n";
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(content, 0, sent);
                out.flush();
                // Not a close but a reset.
                connection.setSoLinger(true, 0);
            } catch (IOException e) {
                // Closed, here or there; the test looks at what the other side makes of it.
            }
        }
    }

    private static void readRequest(InputStream in) throws IOException {
        int inARow = 0;
        while (inARow < 4) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            inARow = next == '\r' || next == '\n' ? inARow + 1 : 0;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of one server. */
final class Http {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final int port;
    private final String base;

    Http(int port) {
        this.port = port;
        base = "http://127.0.0.1:" + port;
    }

    /** What came back. */
    record Answer(HttpResponse<byte[]> response) {

        int status() {
            return response.statusCode();
        }

        byte[] body() {
            return response.body();
        }

        JsonNode json() {
            try {
                return JSON.readTree(body());
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text(), e);
            }
        }

        /** {@code detail} where it is a string. */
        String detail() {
            return json().path("detail").asText();
        }

        String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The samples of a whole WAV, after a look at its header. */
        short[] samples() {
            byte[] body = body();
            assertEquals(200, status(), this::text);
            ByteBuffer wav = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals("RIFF", new String(body, 0, 4, StandardCharsets.US_ASCII));
            assertEquals(body.length - 8, wav.getInt(4), "RIFF size");
            assertEquals(body.length - 44, wav.getInt(40), "data size");
            short[] samples = new short[(body.length - 44) / 2];
            wav.position(44).asShortBuffer().get(samples);
            return samples;
        }

        double seconds() {
            return samples().length / 24_000.0;
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)));
    }

    Answer post(String path, String contentType, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    Answer postJson(String path, String body) throws IOException, InterruptedException {
        return post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    Answer method(String method, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).method(method, BodyPublishers.noBody()));
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Answer(CLIENT.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofByteArray()));
    }

    /** Sends what need not be HTTP, from which address of this machine it may be, and reads to the end. */
    String raw(InetAddress address, String request) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    URI uri(String path) {
        return URI.create(base + path);
    }

    static ObjectNode request(String text, String voice) {
        return JSON.createObjectNode().put("text", text).put("voice", voice);
    }

    Answer speak(String text, String voice) throws IOException, InterruptedException {
        return postJson("/api/tts", request(text, voice).toString());
    }

    /** A form with one file, as browsers and curl send it. */
    Answer upload(String filename, byte[] content, String... fields) throws IOException, InterruptedException {
        return uploadTo("/upload-reference", filename, content, fields);
    }

    Answer uploadTo(String path, String filename, byte[] content, String... fields)
            throws IOException, InterruptedException {
        String boundary = "----mynah-itest";
        var body = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + fields[i] + "\"\r\n\r\n"
                            + fields[i + 1] + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return post(path, "multipart/form-data; boundary=" + boundary, body.toByteArray());
    }
}

package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Clients that leave, hurry or dawdle, seen from a socket. */
@ExtendWith(Server.Shared.class)
class ClientTest {
    private static final String GOOD = "{\"text\":\"secret words\",\"voice\":\"heart\"}";

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)Content-Length: (\\d+)");

    private final Server server;
    private final List<FakeSpeech.FakeSpeaking> speakings = new ArrayList<>();
    private final LogCollector log = new LogCollector();

    ClientTest(Server server) {
        this.server = server;
    }

    @BeforeEach
    void collectLooks() {
        Logger looks = (Logger) LoggerFactory.getLogger("io.mynah.rest.jetty.ClientConnection");
        log.attachTo(looks);
        looks.setLevel(Level.TRACE);
    }

    @AfterEach
    void behaveAgain() {
        log.detach();
        speakings.forEach(FakeSpeech.FakeSpeaking::close);
        server.speech().behave(request -> new FakeSpeech.FakeSpeaking(FakeSpeech.WAV));
    }

    /** Makes the next request wait until it is let go. */
    private FakeSpeech.FakeSpeaking nextSpeaks(byte[] wav, CountDownLatch go) {
        FakeSpeech.FakeSpeaking speaking = new FakeSpeech.FakeSpeaking(wav, go);
        speakings.add(speaking);
        server.speech().behave(request -> speaking);
        return speaking;
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.platform().port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] post(String... headers) {
        String extra = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return ("POST /api/tts HTTP/1.1\r\nHost: x\r\n" + extra + "Content-Length: " + GOOD.length() + "\r\n\r\n"
                        + GOOD)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean within(CountDownLatch latch, long millis) throws InterruptedException {
        return latch.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Waits until the watch has seen so often that the client is there, and so many bytes of its next request. */
    private void awaitLooks(int count, int bytes) {
        log.await(count, event -> event.getLevel() == Level.TRACE && (int) event.getArgumentArray()[1] >= bytes);
    }

    @Test
    void speak_clientCloses_speechIsClosedSoon() throws Exception {
        FakeSpeech.FakeSpeaking speaking = nextSpeaks(FakeSpeech.WAV, new CountDownLatch(1));
        try (Socket socket = connect()) {
            socket.getOutputStream().write(post());
            assertTrue(within(speaking.begun(), 20_000));
        }
        // Far more than the 500 ms that are promised, since the machine may be busy; without the watch it is never.
        assertTrue(within(speaking.closed(), 20_000));
    }

    @Test
    void speak_clientResets_speechIsClosedSoon() throws Exception {
        FakeSpeech.FakeSpeaking speaking = nextSpeaks(FakeSpeech.WAV, new CountDownLatch(1));
        try (Socket socket = connect()) {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            socket.getOutputStream().write(post());
            assertTrue(within(speaking.begun(), 20_000));
        }
        assertTrue(within(speaking.closed(), 20_000));
    }

    @Test
    void speak_clientStays_isNotDisturbed() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        FakeSpeech.FakeSpeaking speaking = nextSpeaks(FakeSpeech.WAV, go);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(post("Connection: close"));
            assertTrue(within(speaking.begun(), 20_000));
            // Ten a second: longer than the connection may be idle.
            awaitLooks((int) Server.IDLE_TIMEOUT.toMillis() / 100 * 2, 0);
            assertEquals(1, speaking.closed().getCount());
            go.countDown();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(answer.endsWith(new String(FakeSpeech.WAV, StandardCharsets.ISO_8859_1)));
        }
    }

    @Test
    void speak_nextRequestSentMeanwhile_isAnsweredToo() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        FakeSpeech.FakeSpeaking speaking = nextSpeaks(FakeSpeech.WAV, go);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(post());
            assertTrue(within(speaking.begun(), 20_000));
            String next = "GET /health HTTP/1.1\r\nHost: x\r\nX-Request-Id: second\r\n";
            socket.getOutputStream().write(next.getBytes(StandardCharsets.US_ASCII));
            awaitLooks(1, next.length());
            assertEquals(1, speaking.closed().getCount());
            socket.getOutputStream().write("Connection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            go.countDown();
            checkTwoAnswers(socket.getInputStream());
        }
    }

    @Test
    void speak_nextRequestSentAtOnce_isAnsweredToo() throws Exception {
        try (Socket socket = connect()) {
            byte[] next = "GET /health HTTP/1.1\r\nHost: x\r\nX-Request-Id: second\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] both = new byte[post().length + next.length];
            System.arraycopy(post(), 0, both, 0, post().length);
            System.arraycopy(next, 0, both, post().length, next.length);
            socket.getOutputStream().write(both);
            checkTwoAnswers(socket.getInputStream());
        }
    }

    @Test
    void speak_muchSentMeanwhile_losesNothing() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        FakeSpeech.FakeSpeaking speaking = nextSpeaks(FakeSpeech.WAV, go);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(post());
            assertTrue(within(speaking.begun(), 20_000));
            String next = "GET /health HTTP/1.1\r\nHost: x\r\nX-Request-Id: second\r\nX-Filler: " + "f".repeat(6_000)
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(next.getBytes(StandardCharsets.US_ASCII));
            awaitLooks(1, 2_000);
            assertEquals(1, speaking.closed().getCount());
            go.countDown();
            checkTwoAnswers(socket.getInputStream());
        }
    }

    private static void checkTwoAnswers(InputStream in) throws IOException {
        String answers = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        assertTrue(answers.startsWith("HTTP/1.1 200 "), answers);
        assertTrue(answers.contains("X-Request-Id: second\r\n"), answers);
        assertTrue(answers.endsWith("}"), answers);
    }

    @Test
    void speak_keptAliveConnection_servesOneAfterTheOther() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 20; i++) {
                socket.getOutputStream().write(post("X-Request-Id: nr-" + i));
                String head = readHead(socket.getInputStream());
                assertTrue(head.startsWith("HTTP/1.1 200 ") && head.contains("X-Request-Id: nr-" + i + "\r\n"), head);
                assertEquals(FakeSpeech.WAV.length, socket.getInputStream().readNBytes(FakeSpeech.WAV.length).length);
            }
        }
    }

    /** By a filter before the API, by the API itself, by a servlet beside it, and one that needs no body. */
    @ParameterizedTest
    @CsvSource({
        "DELETE /v1/voices/a, Sec-Fetch-Site: cross-site, 403",
        "PUT /tts, X-Test: 1, 405",
        "POST /docs, X-Test: 1, 405",
        "POST /nothing, X-Test: 1, 404",
        "DELETE /v1/voices/nobody, X-Test: 1, 404",
        "GET /health, X-Test: 1, 200"
    })
    void request_answeredBeforeItsBodyCame_connectionServesTheNext(String line, String header, int status)
            throws Exception {
        try (Socket socket = connect()) {
            String head = line + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String answer = readHead(socket.getInputStream());
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            assertFalse(answer.contains("Connection: close"), answer);
            Matcher length = CONTENT_LENGTH.matcher(answer);
            assertTrue(length.find(), answer);
            socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));

            String next = "{}GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(next.getBytes(StandardCharsets.US_ASCII));
            String second = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(second.startsWith("HTTP/1.1 200 "), second);
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Test
    void speak_slowReader_holdsItsSpeechUntilItIsCutOff() throws Exception {
        byte[] large = new byte[32 << 20];
        FakeSpeech.FakeSpeaking speaking = nextSpeaks(large, new CountDownLatch(0));
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new java.net.InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.platform().port()));
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(post());
            assertTrue(socket.getInputStream().read() >= 0);
            assertEquals(1, speaking.closed().getCount(), "the audio is in memory as long as it is being sent");
            // Nothing is read for longer than the connection may be idle, then what the system had buffered.
            assertTrue(within(speaking.closed(), 20_000));
            long received = drain(socket.getInputStream());
            assertTrue(received < large.length, "received all " + received);
        }
    }

    @Test
    void speak_clientLeavesWhileItReads_speechIsClosed() throws Exception {
        FakeSpeech.FakeSpeaking speaking = nextSpeaks(new byte[32 << 20], new CountDownLatch(0));
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new java.net.InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.platform().port()));
            socket.getOutputStream().write(post());
            assertTrue(socket.getInputStream().read() >= 0);
            assertEquals(1, speaking.closed().getCount());
        }
        assertTrue(within(speaking.closed(), 20_000));
    }

    @Test
    void speak_answerRead_speechIsClosed() throws Exception {
        FakeSpeech.FakeSpeaking speaking = nextSpeaks(FakeSpeech.WAV, new CountDownLatch(0));
        HttpResponse<String> answer = server.speak(GOOD);
        assertEquals(
                String.valueOf(FakeSpeech.WAV.length),
                answer.headers().firstValue("Content-Length").orElseThrow());
        assertTrue(within(speaking.closed(), 20_000));
    }

    private static long drain(InputStream in) {
        long received = 0;
        try {
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                received += read;
            }
        } catch (IOException e) {
            // Reset: closed by the server.
        }
        return received;
    }

    @Test
    void request_bodyBreaksOff_serverGoesOn() throws Exception {
        try (Socket socket = connect()) {
            String head = "POST /api/tts HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"te";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 400 "), answer);
        }
        assertEquals(200, server.get("/health").statusCode());
    }

    /** More than there are places for requests: most are turned away, the others wait, and those that are whole are served. */
    @Test
    void bodies_manyComeDropByDrop_othersAreServedMeanwhile() throws Exception {
        int length = 60_000;
        Map<Socket, Integer> sent = new LinkedHashMap<>();
        try {
            for (int i = 0; i < 150; i++) {
                Socket socket = connect();
                sent.put(socket, 0);
                socket.getOutputStream()
                        .write(("POST /api/tts HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            server.await(server.request("/api/tts").POST(BodyPublishers.ofString(GOOD)), answer -> {
                sent.replaceAll((socket, count) -> count + send(socket, 1)); // no idle timeout catches them
                return answer.statusCode() == 200;
            });
            int waiting = 0;
            for (Map.Entry<Socket, Integer> slow : sent.entrySet()) {
                InputStream answer = slow.getKey().getInputStream();
                if (answer.available() == 0 && send(slow.getKey(), length - slow.getValue()) > 0) {
                    waiting += new String(answer.readNBytes(12), StandardCharsets.US_ASCII).endsWith("422") ? 1 : 0;
                }
            }
            assertTrue(waiting > 0, "they wait still, while others are served");
        } finally {
            for (Socket socket : sent.keySet()) {
                socket.close();
            }
        }
    }

    /** Blanks; none if there is nobody who reads them. */
    private static int send(Socket socket, int count) {
        try {
            socket.getOutputStream().write(" ".repeat(count).getBytes(StandardCharsets.US_ASCII));
            return count;
        } catch (IOException e) {
            return 0;
        }
    }
}

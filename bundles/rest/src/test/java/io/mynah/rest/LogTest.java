package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.mynah.api.speech.SpeechException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What stands in the log of requests, and what must not. */
@ExtendWith(Server.Shared.class)
class LogTest {
    private static final String GOOD = "{\"text\":\"secret words\",\"voice\":\"heart\"}";

    private final Server server;
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final LogCollector log = new LogCollector();

    LogTest(Server server) {
        this.server = server;
    }

    @BeforeEach
    void collect() {
        log.attachTo(root);
    }

    @AfterEach
    void behaveAgain() {
        log.detach();
        server.speech().behave(request -> new FakeSpeech.FakeSpeaking(FakeSpeech.WAV));
    }

    @Test
    void log_request_isOneLineWithoutSecrets() throws Exception {
        server.send(server.request("/api/tts?text=hidden")
                .header("X-Request-Id", "line-1")
                .POST(BodyPublishers.ofString(GOOD)));
        server.raw("GET /x%20200%20forged HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                .concat("X-Request-Id: line-2\r\n\r\n"));
        assertTrue(log.access("line-1").matches("POST /api/tts 200 \\d+ ms"), log.access("line-1"));
        assertTrue(log.access("line-2").matches("GET /x%20200%20forged 404 \\d+ ms"), log.access("line-2"));
        for (ILoggingEvent event : log.all()) {
            String line = event.getFormattedMessage();
            assertFalse(line.contains("\n") || line.contains("\r"), line);
            assertFalse(line.contains("secret") || line.contains("hidden"), line);
        }
    }

    /** The client has its answer, whatever it still had to send. */
    @Test
    void log_clientLeavesWithItsAnswer_tellsTheAnswersStatus() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.platform().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /api/tts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "X-Request-Id: large-1\r\nContent-Length: 90000000\r\n\r\n{")
                            .getBytes(StandardCharsets.ISO_8859_1));
            byte[] start = socket.getInputStream().readNBytes(12);
            assertEquals("HTTP/1.1 413", new String(start, StandardCharsets.ISO_8859_1));
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        assertTrue(log.access("large-1").matches("POST /api/tts 413 \\d+ ms"), log.access("large-1"));
    }

    @Test
    void log_requestForAVoice_doesNotNameIt() throws Exception {
        server.send(server.request("/v1/voices/grandma/preview").header("X-Request-Id", "voice-1"));
        server.send(server.request("/v1/blends/grandma").header("X-Request-Id", "voice-2"));
        assertTrue(log.access("voice-1").startsWith("GET /v1/voices/*/preview 404 "), log.access("voice-1"));
        assertTrue(log.access("voice-2").startsWith("GET /v1/blends/* 404 "), log.access("voice-2"));
        assertTrue(log.all().stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .noneMatch(event -> event.getFormattedMessage().contains("grandma")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/%76oices/grandma",
                "/v1/voices;a=b/grandma/preview",
                "/v1;a/blends/grandma",
                "/v1/./voices/grandma",
                "/x/../v1/voices/grandma",
                "/v1/voices/x/../grandma",
                "/v1/voices/x/grandma"
            })
    void request_forAVoiceInOddSpelling_doesNotNameItEither(String path) throws Exception {
        server.send(server.request(path).header("X-Request-Id", "odd"));
        assertFalse(log.access("odd").contains("grandma"), log.access("odd"));
    }

    @Test
    void log_engineFails_hasTheWholeCauseOnceWithTheRequest() throws Exception {
        ILoggingEvent error = error(
                "engine-1", new SpeechException.SynthesisFailed("CAUSE", false, new IllegalStateException("the why")));
        assertTrue(ThrowableProxyUtil.asString(error.getThrowableProxy()).contains("the why"));
    }

    @Test
    void log_conversionFails_namesNoFile() throws Exception {
        ILoggingEvent error = error(
                "clip-1",
                new SpeechException.ConversionFailed("grandma.mp3", new AccessDeniedException("/home/grandma.mp3")));
        assertNull(error.getThrowableProxy());
        assertTrue(error.getFormattedMessage().startsWith("ConversionFailed <- AccessDeniedException at io.mynah."));
    }

    @Test
    void log_unexpectedFailure_namesNoFile() throws Exception {
        ILoggingEvent error = error("clip-2", new UncheckedIOException(new AccessDeniedException("/home/grandma.mp3")));
        assertNull(error.getThrowableProxy());
        assertTrue(error.getFormattedMessage().contains("UncheckedIOException <- AccessDeniedException"));
    }

    /** The one error that is logged when a request fails so. */
    private ILoggingEvent error(String id, Exception failure) throws Exception {
        server.speech().behave(request -> {
            if (failure instanceof SpeechException speech) {
                throw speech;
            }
            throw (RuntimeException) failure;
        });
        assertEquals(
                500,
                server.send(server.request("/api/tts")
                                .header("X-Request-Id", id)
                                .POST(BodyPublishers.ofString(GOOD)))
                        .statusCode());
        assertNotNull(log.access(id));
        List<ILoggingEvent> told = log.all().stream()
                .filter(event -> id.equals(event.getMDCPropertyMap().get("request.id")))
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
        assertEquals(1, told.size());
        assertFalse(told.get(0).getFormattedMessage().contains("grandma"));
        return told.get(0);
    }
}

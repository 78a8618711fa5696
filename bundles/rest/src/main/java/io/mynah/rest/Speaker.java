package io.mynah.rest;

import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechInfo;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.WavFile;
import io.mynah.rest.body.InvalidBodyException;
import io.mynah.rest.jetty.ClientConnection;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks requests and answers with what was spoken. Safe for use by several threads. */
final class Speaker {
    /** The header that tells who spoke. */
    static final String ENGINE = "X-TTS-Engine";

    private static final Logger LOG = LoggerFactory.getLogger(Speaker.class);
    private static final Duration WRITE_TIME = Duration.ofSeconds(30);
    /** What a client must at least take a second, besides {@link #WRITE_TIME}. */
    private static final int SLOWEST_BYTES = 16_000;

    private final OpenSpeeches speeches;

    Speaker(OpenSpeeches speeches) {
        this.speeches = speeches;
    }

    /** How long a client may take to read an answer. */
    static Duration writeTime(long bytes) {
        return WRITE_TIME.plusSeconds(bytes / SLOWEST_BYTES);
    }

    /**
     * Speaks a request and answers with the WAV, which is made whole before the first byte of it is sent.
     *
     * @throws InvalidBodyException if its voice or its text is at fault
     */
    Response speak(SpeechService service, SpeechRequest wanted, Exchange exchange)
            throws SpeechException, InvalidBodyException {
        HeldSpeech held = speeches.add();
        exchange.keep(held);
        // From here on, since asking may take a while: no work is begun for somebody who has left.
        try (ClientConnection.@Nullable Watch watch =
                exchange.connection().map(client -> client.watch(held::close)).orElse(null)) {
            try {
                Speech speech = held.begin(service, wanted);
                WavFile wav = speech.wav();
                SpeechInfo info = speech.info(); // Asked last: another engine may have taken over.
                exchange.limit(writeTime(wav.length()));
                return answer(info, wav, held, exchange);
            } catch (SpeechException e) {
                // Its place is free before anybody reads why.
                held.close();
                if (e instanceof SpeechException.SpeechTooLong) {
                    throw InvalidBodyException.of("text", wanted.text(), String.valueOf(e.getMessage()));
                }
                if (e instanceof SpeechException.InvalidVoice) {
                    throw InvalidBodyException.of("voice", wanted.voice(), String.valueOf(e.getMessage()));
                }
                if (!(e instanceof SpeechException.Cancelled)) {
                    throw e;
                }
                if (watch != null && watch.gone()) {
                    exchange.clientGone();
                }
                throw speeches.cancelled();
            }
        }
    }

    private static Response answer(SpeechInfo info, WavFile wav, HeldSpeech held, Exchange exchange) {
        Response.ResponseBuilder answer = Response.ok((StreamingOutput) out -> write(wav, out, held, exchange))
                .header(HttpHeaders.CONTENT_TYPE, "audio/wav")
                .header(HttpHeaders.CONTENT_LENGTH, wav.length())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=out.wav")
                .header(ENGINE, info.engine())
                .header("X-TTS-Voice-Match", info.voiceMatch());
        if (info.voiceNote() != null) {
            answer.header("X-TTS-Voice-Note", info.voiceNote());
        }
        if (!info.ignored().isEmpty()) {
            answer.header("X-TTS-Ignored", String.join(",", info.ignored()));
        }
        return answer.build();
    }

    /** The speech is given up when its audio is: who reads slowly holds memory, which the core has to know. */
    private static void write(WavFile wav, OutputStream out, HeldSpeech held, Exchange exchange) {
        try (held) {
            wav.writeTo(out);
            out.flush();
        } catch (IOException e) {
            // Clients come and go: nothing to warn of.
            LOG.debug("The client did not take its answer", e);
            exchange.clientGone();
        }
    }
}

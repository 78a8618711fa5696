package io.mynah.rest;

import io.mynah.api.speech.SpeechException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads bodies, and never more of them than is allowed. */
final class RequestBody {
    private static final Duration TIME = Duration.ofSeconds(10);
    /** What a client must at least send a second, besides {@link #TIME}. */
    private static final int SLOWEST_BYTES = 16_000;

    private RequestBody() {}

    /**
     * The whole body, decompressed, which must be JSON; who sends it too slowly is closed.
     *
     * @throws BadRequestException 413 if it is larger than the limit: before anything is read if it says so itself,
     *     otherwise after as many bytes; 400 if it breaks off or its coding is broken, 415 if that is unknown or it says that
     *     it is something else
     * @throws SpeechException.Unavailable if it is not here yet, and too many others are not either
     */
    static byte[] readJson(HttpServletRequest request, int limit) throws BadRequestException, SpeechException {
        MediaTypes.requireJson(request);
        long length = request.getContentLengthLong();
        if (length > limit) {
            throw BadRequestException.tooLarge(limit);
        }
        Exchange exchange = Exchange.of(request);
        SlowBodies.Place place = exchange.slowBodies().await(request);
        try {
            exchange.limit(TIME.plusSeconds((length < 0 ? limit : length) / SLOWEST_BYTES));
            byte[] body = read(request, length, limit);
            exchange.lift();
            return body;
        } finally {
            place.close();
        }
    }

    private static byte[] read(HttpServletRequest request, long length, int limit) throws BadRequestException {
        try (InputStream content = decoded(request)) {
            // One array where the length is known; otherwise pieces, which are put together in the end.
            boolean known = length >= 0 && !(content instanceof GZIPInputStream);
            byte[] body = known ? new byte[(int) length] : content.readNBytes(limit);
            if (known && content.readNBytes(body, 0, body.length) < body.length) {
                throw new EOFException("a body that breaks off");
            }
            if (content.read() >= 0) {
                throw BadRequestException.tooLarge(limit);
            }
            return body;
        } catch (IOException e) {
            throw BadRequestException.unreadable(e);
        }
    }

    private static InputStream decoded(HttpServletRequest request) throws IOException, BadRequestException {
        @Nullable String coding = request.getHeader("Content-Encoding");
        String name = coding == null ? "identity" : coding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "identity", "" -> request.getInputStream();
            case "gzip", "x-gzip" -> new GZIPInputStream(request.getInputStream());
            default -> throw BadRequestException.mediaType("no Content-Encoding but gzip");
        };
    }
}

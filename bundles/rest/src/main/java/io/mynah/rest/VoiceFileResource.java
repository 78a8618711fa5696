package io.mynah.rest;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.UserVoice;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/voices/ID/file}: what a voice was made from. */
@Singleton
@Path("v1/voices/{id}/file")
public final class VoiceFileResource {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceFileResource.class);

    private static final Map<String, String> TYPES = Map.of(
            ".wav", "audio/wav",
            ".mp3", "audio/mpeg",
            ".ogg", "audio/ogg",
            ".flac", "audio/flac",
            ".blend", "text/plain; charset=utf-8");

    private final VoiceCatalog catalog;

    @Inject
    public VoiceFileResource(Facades facades, Settings settings) {
        this.catalog = new VoiceCatalog(facades, settings);
    }

    /** The file that the user brought, as it is. */
    @GET
    public Response file(@PathParam("id") String id, @Context HttpServletRequest request) throws SpeechException {
        UserVoice voice = catalog.user(id).orElseThrow(() -> catalog.notFound(id));
        try {
            java.nio.file.Path file = catalog.shelf().file(voice);
            long size = Files.size(file);
            Exchange exchange = Exchange.of(request);
            exchange.limit(Speaker.writeTime(size));
            return Response.ok((StreamingOutput) out -> copy(file, size, out, exchange))
                    .header(HttpHeaders.CONTENT_TYPE, type(voice.filename()))
                    .header(HttpHeaders.CONTENT_LENGTH, size)
                    .header(HttpHeaders.CONTENT_DISPOSITION, JsonAnswers.attachment(voice.filename()))
                    .build();
        } catch (IOException e) {
            LOG.debug("A voice's file cannot be read", e);
            throw catalog.notFound(id);
        }
    }

    private static String type(String filename) {
        int dot = filename.lastIndexOf('.');
        return TYPES.getOrDefault(filename.substring(dot).toLowerCase(Locale.ROOT), "application/octet-stream");
    }

    /** As much as was announced: a file that grows meanwhile is cut, and one that shrinks breaks the answer off. */
    private static void copy(java.nio.file.Path file, long size, OutputStream out, Exchange exchange) {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] buffer = new byte[16_384];
            for (long left = size; left > 0; ) {
                int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    exchange.clientGone();
                    return;
                }
                out.write(buffer, 0, read);
                left -= read;
            }
            out.flush();
        } catch (IOException e) {
            LOG.debug("A file could not be sent to its end", e);
            exchange.clientGone();
        }
    }
}

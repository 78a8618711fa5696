package io.mynah.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.rest.body.InvalidBodyException;
import io.mynah.rest.body.UploadFields;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code POST /upload-reference}: takes in a voice clip. */
@Singleton
@Path("upload-reference")
public final class UploadResource {
    private static final Duration BODY_TIME = Duration.ofMinutes(10);

    private final Facades facades;
    private final Settings settings;

    @Inject
    public UploadResource(Facades facades, Settings settings) {
        this.facades = facades;
        this.settings = settings;
    }

    /** Takes in a clip. */
    @POST
    public Response upload(@Context HttpServletRequest request)
            throws BadRequestException, InvalidBodyException, SpeechException {
        VoiceLibrary library = facades.awaitVoices(settings.serviceWait());
        return answer(receive(request, library), library);
    }

    /** Takes a clip in out of a form, which is read whole first. */
    static Clip receive(HttpServletRequest request, VoiceLibrary library)
            throws BadRequestException, InvalidBodyException, SpeechException {
        MediaTypes.requireMultipart(request);
        Exchange exchange = Exchange.of(request);
        SlowBodies.Place place = exchange.slowBodies().awaitUpload();
        try {
            exchange.limit(BODY_TIME);
            try (Upload upload = Upload.read(request, library)) {
                exchange.lift();
                UploadFields fields = UploadFields.parse(upload.fields(), upload.filename() != null);
                String target = target(String.valueOf(upload.filename()), fields.name());
                return upload.keepAs(target, fields.overwrite());
            }
        } finally {
            place.close();
        }
    }

    /** A name without an extension gets that of the file. */
    private static String target(String filename, @Nullable String name) {
        if (name == null) {
            return filename;
        }
        int dot = filename.lastIndexOf('.');
        return name.contains(".") || dot < 0 ? name : name + filename.substring(dot);
    }

    private static Response answer(Clip clip, VoiceLibrary library) {
        return JsonAnswers.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("success", true)
                        .put("filename", clip.filename())
                        .put("directory", library.directory().toString())
                        .put("duration", clip.duration())
                        .put("format", clip.format()))
                .build();
    }
}

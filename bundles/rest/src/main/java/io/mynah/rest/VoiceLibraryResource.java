package io.mynah.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.UserVoice;
import io.mynah.rest.body.InvalidBodyException;
import io.mynah.rest.body.LibraryBodies;
import io.mynah.rest.body.VoiceChange;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/voices}: all voices, and what can be done with those of the user. */
@Singleton
@Path("v1/voices")
public final class VoiceLibraryResource {
    private static final List<String> KINDS = List.of("builtin", "clip", "blend");

    private final Facades facades;
    private final Settings settings;
    private final VoiceCatalog catalog;
    private final LibraryBodies bodies = new LibraryBodies();

    @Inject
    public VoiceLibraryResource(Facades facades, Settings settings) {
        this.facades = facades;
        this.settings = settings;
        this.catalog = new VoiceCatalog(facades, settings);
    }

    /**
     * All voices: those of the engines, then the user's by name.
     *
     * @param kind one of {@link #KINDS} for those only
     * @param tag for those that have it only
     */
    @GET
    public Response list(@QueryParam("kind") @Nullable String kind, @QueryParam("tag") @Nullable String tag)
            throws InvalidBodyException, SpeechException {
        if (kind != null && !KINDS.contains(kind)) {
            throw InvalidBodyException.query("kind", kind, KINDS);
        }
        ArrayNode voices = JsonNodeFactory.instance.arrayNode();
        if (tag == null && (kind == null || kind.equals("builtin"))) {
            catalog.builtIn().forEach(known -> voices.add(VoiceJson.builtIn(known.engine(), known.voice())));
        }
        for (UserVoice voice : catalog.shelf().all()) {
            String its = voice.clip() == null ? "blend" : "clip";
            if ((kind == null || kind.equals(its))
                    && (tag == null || voice.notes().tags().contains(tag))) {
                voices.add(catalog.describe(voice));
            }
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("voices", voices);
        answer.put("count", voices.size());
        return JsonAnswers.ok(answer).build();
    }

    /** Takes in a clip; the form is that of {@code /upload-reference}. */
    @POST
    public Response upload(@Context HttpServletRequest request)
            throws BadRequestException, InvalidBodyException, SpeechException {
        Clip clip = UploadResource.receive(request, facades.awaitVoices(settings.serviceWait()));
        UserVoice voice = catalog.shelf().voice(clip.filename()).orElseThrow(() -> catalog.notFound(clip.filename()));
        return JsonAnswers.created("/v1/voices/", voice.filename(), catalog.describe(voice));
    }

    /** One voice; a clip of the user with what was found in it, as far as it was examined. */
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) throws SpeechException {
        Optional<UserVoice> user = catalog.user(id);
        if (user.isEmpty()) {
            return catalog.builtIn(id)
                    .map(known -> JsonAnswers.ok(VoiceJson.builtIn(known.engine(), known.voice()))
                            .build())
                    .orElseThrow(() -> catalog.notFound(id));
        }
        ObjectNode answer = catalog.describe(user.get());
        Clip clip = user.get().clip();
        if (clip != null) {
            facades.examinations()
                    .flatMap(service -> service.of(List.of(clip), VoicesResource.EXAMINATION_TIME))
                    .map(Map::values)
                    .ifPresent(examinations ->
                            examinations.forEach(examination -> VoiceJson.addExamination(answer, examination)));
        }
        return JsonAnswers.ok(answer).build();
    }

    /** Changes what is given and leaves the rest: the name, and what is noted down. */
    @PATCH
    @Path("{id}")
    public Response change(@PathParam("id") String id, @Context HttpServletRequest request)
            throws BadRequestException, InvalidBodyException, SpeechException {
        VoiceChange change = bodies.change(RequestBody.readJson(request, settings.bodyLimit()));
        UserVoice voice = catalog.changeable(id);
        String name = change.name();
        if (name != null) {
            if (voice.blend() != null) {
                catalog.requireFree(name.strip());
            }
            voice = catalog.shelf().rename(voice, name); // first, since this can be refused
        }
        if (change.changesNotes()) {
            voice = catalog.shelf().note(voice, change::applyTo);
        }
        return JsonAnswers.ok(catalog.describe(voice)).build();
    }

    /** Removes a voice of the user, with all that was made from it. */
    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) throws BadRequestException, SpeechException {
        catalog.shelf().delete(catalog.changeable(id));
        return Response.noContent().build();
    }
}

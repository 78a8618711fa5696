package io.mynah.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceShelf;
import io.mynah.rest.body.BlendBody;
import io.mynah.rest.body.InvalidBodyException;
import io.mynah.rest.body.LibraryBodies;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** {@code /v1/blends}: mixtures of voices that were given a name, each a file in references/. */
@Singleton
@Path("v1/blends")
public final class BlendsResource {
    private final Facades facades;
    private final Settings settings;
    private final VoiceCatalog catalog;
    private final LibraryBodies bodies = new LibraryBodies();

    @Inject
    public BlendsResource(Facades facades, Settings settings) {
        this.facades = facades;
        this.settings = settings;
        this.catalog = new VoiceCatalog(facades, settings);
    }

    /** All of them, sorted by name. */
    @GET
    public Response list() throws SpeechException {
        ArrayNode blends = JsonNodeFactory.instance.arrayNode();
        for (UserVoice voice : catalog.shelf().all()) {
            if (voice.blend() != null) {
                blends.add(describe(voice));
            }
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("blends", blends);
        answer.put("count", blends.size());
        return JsonAnswers.ok(answer).build();
    }

    /** Saves a mixture that could be spoken now, under a name that means nothing else yet. */
    @POST
    public Response save(@Context HttpServletRequest request)
            throws BadRequestException, InvalidBodyException, SpeechException {
        BlendBody body = bodies.blend(RequestBody.readJson(request, settings.bodyLimit()));
        SpeechService speech = facades.awaitSpeech(settings.serviceWait());
        String name = VoiceCatalog.nameOfBlend(body.name());
        catalog.requireFree(name);
        try {
            speech.checkBlend(name, body.voice());
            UserVoice saved = catalog.shelf().save(name, body.voice(), body.overwrite());
            return JsonAnswers.created("/v1/blends/", VoiceJson.stem(saved.filename()), describe(saved));
        } catch (SpeechException.InvalidVoice e) {
            throw InvalidBodyException.of("voice", body.voice(), String.valueOf(e.getMessage()));
        }
    }

    /** One of them. */
    @GET
    @Path("{name}")
    public Response get(@PathParam("name") String name) throws SpeechException {
        return JsonAnswers.ok(describe(find(name))).build();
    }

    /** Removes one of them. */
    @DELETE
    @Path("{name}")
    public Response delete(@PathParam("name") String name) throws SpeechException {
        catalog.shelf().delete(find(name));
        return Response.noContent().build();
    }

    private UserVoice find(String name) throws SpeechException {
        String filename = VoiceCatalog.nameOfBlend(name) + VoiceShelf.BLEND_EXTENSION; // which no clip has
        Optional<UserVoice> found = catalog.shelf().voice(filename);
        return found.filter(voice -> voice.blend() != null).orElseThrow(() -> catalog.notFound(name));
    }

    private ObjectNode describe(UserVoice voice) {
        return catalog.describe(voice).put("name", VoiceJson.stem(voice.filename()));
    }
}

package io.mynah.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelPulls;
import io.mynah.api.speech.SpeechException;
import io.mynah.origin.RequestOrigin;
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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /v1/models}: models, and their way to this machine. Only {@code POST .../pull} reaches for the network. */
@Singleton
@Path("v1/models")
public final class ModelsResource {
    private final Facades facades;
    private final Settings settings;
    private final LibraryBodies bodies = new LibraryBodies();

    @Inject
    public ModelsResource(Facades facades, Settings settings) {
        this.facades = facades;
        this.settings = settings;
    }

    /** All of them, in the manifest's order. */
    @GET
    public Response list() throws SpeechException {
        ModelPulls pulls = facades.awaitPulls(settings.serviceWait());
        ArrayNode models = JsonNodeFactory.instance.arrayNode();
        for (ModelInfo model : models()) {
            models.add(describe(model, pulls.progress(model.id()).orElse(null)));
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("models", models);
        answer.put("count", models.size());
        return JsonAnswers.ok(answer).build();
    }

    /** One of them, and how far its last pull is. */
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) throws SpeechException, ModelException {
        ModelInfo model = find(id);
        ModelPulls pulls = facades.awaitPulls(settings.serviceWait());
        return JsonAnswers.ok(describe(model, pulls.progress(id).orElse(null))).build();
    }

    /** Begins to fetch one, and answers at once. */
    @POST
    @Path("{id}/pull")
    public Response pull(@PathParam("id") String id, @Context HttpServletRequest request)
            throws BadRequestException, InvalidBodyException, SpeechException, ModelException {
        requireThisMachine(request);
        String precision = bodies.precision(RequestBody.readJson(request, settings.bodyLimit()));
        ModelPulls pulls = facades.awaitPulls(settings.serviceWait());
        try {
            return JsonAnswers.ok(describe(pulls.start(id, precision)))
                    .status(202)
                    .build();
        } catch (ModelException.UnknownPrecision e) {
            throw InvalidBodyException.of("precision", precision, String.valueOf(e.getMessage()));
        }
    }

    /** Ends the pull of one, if there is one. */
    @DELETE
    @Path("{id}/pull")
    public Response cancel(@PathParam("id") String id, @Context HttpServletRequest request)
            throws BadRequestException, SpeechException, ModelException {
        requireThisMachine(request);
        facades.awaitPulls(settings.serviceWait()).cancel(find(id).id());
        return Response.noContent().build();
    }

    /** Takes one out of the cache. */
    @DELETE
    @Path("{id}")
    public Response remove(@PathParam("id") String id, @Context HttpServletRequest request)
            throws BadRequestException, SpeechException, ModelException {
        requireThisMachine(request);
        long freed = facades.awaitModels(settings.serviceWait()).remove(id);
        return JsonAnswers.ok(JsonNodeFactory.instance.objectNode().put("freed_bytes", freed))
                .build();
    }

    /** What fetches and removes gigabytes is for who sits at the machine, as the console is; a proxy speaks for others. */
    private static void requireThisMachine(HttpServletRequest request) throws BadRequestException {
        if (!RequestOrigin.isThisMachine(request)) {
            throw new BadRequestException(
                    403, "Models are fetched and removed from the server's own machine only", null);
        }
    }

    private List<ModelInfo> models() throws SpeechException {
        return facades.awaitModels(settings.serviceWait()).models();
    }

    private ModelInfo find(String id) throws SpeechException, ModelException {
        List<ModelInfo> models = models();
        return models.stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ModelException.UnknownModel("there is no model '" + id + "'; there are "
                        + String.join(", ", models.stream().map(ModelInfo::id).toList())));
    }

    private static ObjectNode describe(ModelInfo model, @Nullable ModelProgress pull) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", model.id())
                .put("title", model.title())
                .put("source", model.source().name().toLowerCase(Locale.ROOT))
                .put("origin", model.origin())
                .put("licence", model.licence());
        ArrayNode variants = node.putArray("variants");
        for (ModelInfo.Variant variant : model.variants()) {
            variants.addObject()
                    .put("precision", variant.precision())
                    .put("revision", variant.revision().isEmpty() ? null : variant.revision())
                    .put("bytes", variant.bytes())
                    .put("exact", variant.exact())
                    .put("here", variant.folder() != null);
        }
        node.set("pull", pull == null ? JsonNodeFactory.instance.nullNode() : describe(pull));
        return node;
    }

    private static ObjectNode describe(ModelProgress pull) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("precision", pull.precision())
                .put("state", pull.state().name().toLowerCase(Locale.ROOT))
                .put("file", pull.file())
                .put("bytes_done", pull.bytesDone())
                .put("bytes_total", known(pull.bytesTotal()))
                .put("bytes_per_second", pull.bytesPerSecond())
                .put("seconds_left", known(pull.secondsLeft()))
                .put("message", pull.message());
    }

    private static @Nullable Long known(long number) {
        return number < 0 ? null : number;
    }
}

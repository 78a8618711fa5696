package io.mynah.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.admin.AdminException;
import io.mynah.api.admin.BundleAdmin;
import io.mynah.api.admin.BundleStatus;
import io.mynah.api.admin.EngineAdmin;
import io.mynah.api.admin.EngineStatus;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;

/** {@code /admin}: what an administrator sees, and does with engines. There only where the settings have a token. */
@Singleton
@ForAdministrators
@Path("admin")
public final class AdminResource {
    private final Facades facades;
    private final Settings settings;

    @Inject
    public AdminResource(Facades facades, Settings settings) {
        this.facades = facades;
        this.settings = settings;
    }

    /** How the server is, in short. */
    @GET
    @Path("status")
    public Response status() throws SpeechException {
        SpeechService.QueueState queue =
                facades.awaitSpeech(settings.serviceWait()).queue();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        ObjectNode answer = AdminJson.list("engines", engines().engines(), AdminJson::engine);
        answer.remove("count");
        answer.putObject("queue")
                .put("waiting", queue.waiting())
                .put("speaking", queue.speaking())
                .put("capacity", queue.capacity());
        answer.set(
                "bundles_down",
                AdminJson.list(
                                "bundles",
                                bundles().bundles().stream()
                                        .filter(bundle ->
                                                !List.of("active", "attached").contains(bundle.state()))
                                        .toList(),
                                AdminJson::bundle)
                        .get("bundles"));
        answer.put("uptime_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1_000);
        answer.putObject("heap").put("used_bytes", heap.getUsed()).put("most_bytes", heap.getMax());
        return JsonAnswers.ok(answer).build();
    }

    /** All engines, the preferred one first. */
    @GET
    @Path("engines")
    public Response listEngines() throws SpeechException {
        return JsonAnswers.ok(AdminJson.list("engines", engines().engines(), AdminJson::engine))
                .build();
    }

    /** One of them. */
    @GET
    @Path("engines/{id}")
    public Response getEngine(@PathParam("id") String id) throws SpeechException, AdminException {
        return answer(find(id));
    }

    /** Gives one no new requests; answers when it is silent, or when it was waited for long enough. */
    @POST
    @Path("engines/{id}/stop")
    public Response stop(@PathParam("id") String id) throws SpeechException, AdminException {
        return answer(engines().stop(id));
    }

    /** Gives one requests again. */
    @POST
    @Path("engines/{id}/start")
    public Response start(@PathParam("id") String id) throws SpeechException, AdminException {
        return answer(engines().start(id));
    }

    /** Prefers one to all others. */
    @POST
    @Path("engines/{id}/promote")
    public Response promote(@PathParam("id") String id) throws SpeechException, AdminException {
        return answer(engines().promote(id));
    }

    /** Undoes that. */
    @POST
    @Path("engines/{id}/demote")
    public Response demote(@PathParam("id") String id) throws SpeechException, AdminException {
        return answer(engines().demote(id));
    }

    /** Has one give its memory back. */
    @POST
    @Path("engines/{id}/unload")
    public Response unload(@PathParam("id") String id) throws SpeechException, AdminException {
        boolean unloaded = engines().unload(id);
        return JsonAnswers.ok(JsonNodeFactory.instance.objectNode().put("unloaded", unloaded))
                .build();
    }

    /** Mynah's bundles. */
    @GET
    @Path("bundles")
    public Response listBundles() throws SpeechException {
        return JsonAnswers.ok(AdminJson.list("bundles", bundles().bundles(), AdminJson::bundle))
                .build();
    }

    /** One of them, and how its last swap went. */
    @GET
    @Path("bundles/{name}")
    public Response getBundle(@PathParam("name") String name) throws SpeechException, AdminException {
        BundleStatus found = bundles().bundles().stream()
                .filter(bundle -> bundle.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AdminException.Unknown("there is no bundle '" + name + "'"));
        return JsonAnswers.ok(AdminJson.bundle(found)).build();
    }

    private static Response answer(EngineStatus engine) {
        return JsonAnswers.ok(AdminJson.engine(engine)).build();
    }

    private EngineStatus find(String id) throws SpeechException, AdminException {
        return engines().engines().stream()
                .filter(engine -> engine.engine().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AdminException.Unknown("there is no engine '" + id + "'"));
    }

    private EngineAdmin engines() throws SpeechException {
        return facades.awaitEngineAdmin(settings.serviceWait());
    }

    private BundleAdmin bundles() throws SpeechException {
        return facades.awaitBundleAdmin(settings.serviceWait());
    }
}

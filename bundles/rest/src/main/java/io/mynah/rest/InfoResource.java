package io.mynah.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.VoiceLibrary;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /health} and {@code GET /info}: the state of things, told as far as it is known. Neither waits for a service
 * that is away.
 */
@Singleton
@Path("/")
public final class InfoResource {
    private final Facades facades;
    private final Settings settings;

    @Inject
    public InfoResource(Facades facades, Settings settings) {
        this.facades = facades;
        this.settings = settings;
    }

    /** What the desktop client asks before it speaks. */
    @GET
    @Path("health")
    public Response health() {
        List<EngineInfo> engines = engines();
        @Nullable EngineInfo active = engines.isEmpty() ? null : engines.get(0);
        List<String> clips = facades.voices().map(VoiceLibrary::names).orElse(List.of());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("status", "ok");
        answer.put("device", active == null ? "cpu" : active.device());
        answer.put("cuda", active != null && active.device().equals("cuda"));
        answer.put("device_reason", reason(active));
        answer.put("model", active == null ? null : active.id());
        answer.put("references_directory", directory());
        answer.put("available_voices", clips.size());
        clips.forEach(answer.putArray("voice_samples")::add);
        answer.put("model_loaded", active != null);
        ArrayNode builtIn = answer.putArray("builtin_voices");
        if (active != null) {
            active.voices().stream().map(VoiceInfo::id).forEach(builtIn::add);
        }
        engines.stream().map(EngineInfo::id).forEach(answer.putArray("engines")::add);
        ObjectNode devices = answer.putObject("engine_devices");
        for (EngineInfo engine : engines) {
            devices.putObject(engine.id()).put("device", engine.device()).put("reason", reason(engine));
        }
        facades.speech().map(SpeechService::queue).ifPresent(queue -> answer.putObject("queue")
                .put("waiting", queue.waiting())
                .put("speaking", queue.speaking())
                .put("capacity", queue.capacity()));
        return JsonAnswers.ok(answer).build();
    }

    /** What the server and its active engine can do. */
    @GET
    @Path("info")
    public Response info() {
        Optional<EngineInfo> active = engines().stream().findFirst();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("model", active.map(EngineInfo::title).orElse(null));
        answer.put("version", active.map(EngineInfo::version).orElse(null));
        answer.put("device", active.map(EngineInfo::device).orElse("cpu"));
        answer.put("device_reason", reason(active.orElse(null)));
        active.map(EngineInfo::features).orElse(List.of()).forEach(answer.putArray("features")::add);
        answer.put("sample_rate", active.map(EngineInfo::sampleRate).orElse(null));
        addEndpoints(answer.putObject("endpoints"));
        addParameters(answer.putObject("parameters"), settings.sampling());
        active.map(EngineInfo::languages).orElse(List.of()).forEach(answer.putArray("supported_languages")::add);
        answer.putObject("reference_requirements")
                .put("format", "WAV, MP3, OGG, or FLAC")
                .put("minimum_duration", VoiceLibrary.MINIMUM_SECONDS + " seconds")
                .put("directory", directory());
        ObjectNode precisions = answer.putObject("model_precisions");
        facades.modelChoices().forEach((model, choice) -> precisions
                .putObject(model)
                .put("precision", choice.precision())
                .put("reason", choice.reason()));
        return JsonAnswers.ok(answer).build();
    }

    /** Why an engine computes where it does; {@code null} where nothing is worth saying. */
    private static @Nullable String reason(@Nullable EngineInfo engine) {
        return engine == null || engine.deviceReason().isEmpty() ? null : engine.deviceReason();
    }

    private static void addEndpoints(ObjectNode endpoints) {
        endpoints
                .put("/api/tts", "POST: text to speech")
                .put("/tts", "POST: the same")
                .put("/health", "GET: state of the server")
                .put("/health/live", "GET: whether the server runs")
                .put("/health/ready", "GET: whether it can speak")
                .put("/info", "GET: this description")
                .put("/list-voices", "GET: voices")
                .put("/validate-references", "GET: which voice clips can be used")
                .put("/upload-reference", "POST: adds a voice clip")
                .put("/v1/voices", "GET: all voices; POST: adds a voice clip; below it each voice")
                .put("/v1/blends", "GET, POST: mixtures of voices with a name; below it each of them")
                .put("/v1/models", "GET: models; below it each of them, POST .../pull fetches it")
                .put("/openapi.json", "GET: the API's description")
                .put("/docs", "GET: the API as a page");
    }

    private static void addParameters(ObjectNode parameters, Sampling defaults) {
        parameters
                .put("temperature", "0.05-5.0 (default: " + defaults.temperature() + ")")
                .put("min_p", "0.0-1.0 (default: " + defaults.minP() + ")")
                .put("top_p", "0.0-1.0 (default: " + defaults.topP() + ")")
                .put("top_k", "1-100 (default: " + defaults.topK() + ")")
                .put("repetition_penalty", "0.5-2.0 (default: " + defaults.repetitionPenalty() + ")")
                .put("norm_loudness", "bool (default: " + (defaults.normLoudness() ? "True" : "False") + ")")
                .put("language", "Auto or supported language");
    }

    private List<EngineInfo> engines() {
        return facades.speech().map(SpeechService::engines).orElse(List.of());
    }

    private @Nullable String directory() {
        return facades.voices().map(library -> library.directory().toString()).orElse(null);
    }
}

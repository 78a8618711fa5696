package io.mynah.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.ClipExaminations.Examination;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.VoiceLibrary;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code GET /list-voices} and {@code GET /validate-references}: what there is in references/. */
@Singleton
@Path("/")
public final class VoicesResource {
    /** For examinations that are not done yet: enough for a handful of clips, and nobody waits for a thousand. */
    static final Duration EXAMINATION_TIME = Duration.ofSeconds(1);

    private static final String NO_DIRECTORY = "References directory does not exist";

    private final Facades facades;
    private final Settings settings;

    @Inject
    public VoicesResource(Facades facades, Settings settings) {
        this.facades = facades;
        this.settings = settings;
    }

    /** All clips, and besides the contract the voices that need none. */
    @GET
    @Path("list-voices")
    public Response listVoices() throws SpeechException {
        VoiceLibrary library = facades.awaitVoices(settings.serviceWait());
        boolean exists = library.exists();
        List<Clip> clips = exists ? library.list() : List.of();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode voices = answer.putArray("voices");
        for (Clip clip : clips) {
            voices.add(describe(JsonNodeFactory.instance.objectNode().put("filename", clip.filename()), clip));
        }
        answer.put("count", clips.size());
        answer.put("valid_count", valid(clips));
        answer.put("directory", library.directory().toString());
        if (!exists) {
            answer.put("error", NO_DIRECTORY);
        }
        addBuiltIn(answer.putArray("builtin"));
        return JsonAnswers.ok(answer).build();
    }

    private void addBuiltIn(ArrayNode builtIn) {
        List<EngineInfo> engines = facades.speech().map(SpeechService::engines).orElse(List.of());
        for (EngineInfo engine : engines) {
            for (VoiceInfo voice : engine.voices()) {
                builtIn.addObject()
                        .put("id", voice.id())
                        .put("title", voice.title())
                        .put("language", voice.language())
                        .put("engine", engine.id());
            }
        }
    }

    /** The same clips by name, with what is asked of them, and what was found in them as far as they were examined. */
    @GET
    @Path("validate-references")
    public Response validateReferences() throws SpeechException {
        VoiceLibrary library = facades.awaitVoices(settings.serviceWait());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (!library.exists()) {
            answer.put("error", NO_DIRECTORY);
            answer.put("directory", library.directory().toString());
            answer.putObject("results");
            return JsonAnswers.ok(answer).build();
        }
        List<Clip> clips = library.list();
        answer.put("directory", library.directory().toString());
        answer.put("total_files", clips.size());
        answer.put("valid_files", valid(clips));
        Map<String, Examination> examinations = facades.examinations()
                .flatMap(service -> service.of(clips, EXAMINATION_TIME))
                .orElse(Map.of());
        ObjectNode results = answer.putObject("results");
        for (Clip clip : clips) {
            ObjectNode result = describe(JsonNodeFactory.instance.objectNode(), clip);
            Examination examination = examinations.get(clip.filename());
            if (examination != null) {
                VoiceJson.addExamination(result, examination);
            }
            results.set(clip.filename(), result);
        }
        ObjectNode requirements = answer.putObject("requirements");
        requirements.put("minimum_duration", VoiceLibrary.MINIMUM_SECONDS);
        VoiceLibrary.EXTENSIONS.forEach(requirements.putArray("supported_formats")::add);
        return JsonAnswers.ok(answer).build();
    }

    private static ObjectNode describe(ObjectNode node, Clip clip) {
        return node.put("valid", clip.valid())
                .put("duration", clip.duration())
                .put("format", clip.format())
                .put("error", clip.error());
    }

    private static int valid(List<Clip> clips) {
        return (int) clips.stream().filter(Clip::valid).count();
    }
}

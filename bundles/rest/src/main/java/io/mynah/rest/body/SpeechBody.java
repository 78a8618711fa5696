package io.mynah.rest.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.engine.Sampling;
import io.mynah.api.speech.SpeechRequest;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /api/tts}. Safe for use by several threads. */
public final class SpeechBody {
    private static final int DESCRIPTION_LIMIT = 200;
    private static final List<String> PARAMETERS = List.of(
            "temperature",
            "min_p",
            "top_p",
            "top_k",
            "repetition_penalty",
            "norm_loudness",
            "language",
            "emotion",
            "voice_description",
            "seed",
            "speed");

    private final JsonBody json = new JsonBody();
    private final Sampling defaults;

    /** @param defaults for the sampling parameters that a request does not set */
    public SpeechBody(Sampling defaults) {
        this.defaults = defaults;
    }

    /**
     * Reads a body and fills in what it leaves open.
     *
     * @param id the request's
     * @param body as it came, whole
     * @param textLimit most characters of text
     * @param engines what the client may name; empty if nobody knows yet
     * @throws InvalidBodyException with all that is wrong with it
     */
    public SpeechRequest parse(String id, byte[] body, int textLimit, Set<String> engines) throws InvalidBodyException {
        ObjectNode object = json.parse(body);
        Fields fields = new Fields(object);
        // In the contract's order, which is the order in which faults are told.
        String text = fields.filled("text", textLimit);
        String voice = fields.filled("voice", Integer.MAX_VALUE);
        Double temperature = fields.number("temperature", 0.05, 5, false);
        Double minP = fields.number("min_p", 0, 1, false);
        Double topP = fields.number("top_p", 0, 1, false);
        Long topK = fields.integer("top_k", 1, 100, false);
        Double repetitionPenalty = fields.number("repetition_penalty", 0.5, 2, false);
        Boolean normLoudness = fields.bool("norm_loudness");
        String language = fields.string("language", false);
        String emotion = fields.string("emotion", false);
        String description = fields.limited("voice_description", DESCRIPTION_LIMIT);
        Long seed = fields.integer("seed", 0, Long.MAX_VALUE, true);
        Double speed = fields.number("speed", 0.25, 4, true);
        fields.only("response_format", "wav");
        String engine = fields.known("engine", engines);
        fields.check();

        Sampling sampling = new Sampling(
                orElse(temperature, defaults.temperature()),
                orElse(minP, defaults.minP()),
                orElse(topP, defaults.topP()),
                orElse(topK, (long) defaults.topK()).intValue(),
                orElse(repetitionPenalty, defaults.repetitionPenalty()),
                orElse(normLoudness, defaults.normLoudness()));
        Set<String> given = PARAMETERS.stream().filter(fields::has).collect(Collectors.toUnmodifiableSet());
        return new SpeechRequest(
                id,
                Objects.requireNonNull(text),
                Echo.voice(Objects.requireNonNull(voice).strip()),
                Echo.name(orElse(language, "Auto")),
                orElse(emotion, "Neutral"),
                description,
                sampling,
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                orElse(speed, 1.0).floatValue(),
                engine,
                given);
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}

package io.mynah.core.casting;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In what voice a request is spoken. It is settled before the first word and kept to the last: what is told of it, and how
 * it sounds, does not change where another engine takes over.
 *
 * @param voice what engines are handed; {@code null} for the default voice of whoever speaks
 * @param match as in {@link io.mynah.api.speech.SpeechInfo#voiceMatch()}
 */
public record Casting(@Nullable Voice voice, String match) {

    private static final String EXACT = "exact";

    static Casting exact(Voice voice) {
        return new Casting(voice, EXACT);
    }

    static Casting cloned(Voice.Clip clip) {
        return new Casting(clip, "cloned");
    }

    /** A clip was named that nobody can take on. */
    static Casting none() {
        return new Casting(null, "none");
    }

    /** Whether an engine can speak in this voice. */
    public boolean suits(EngineInfo engine) {
        if (voice instanceof Voice.Clip) {
            return engine.clonesVoices();
        }
        if (voice instanceof Voice.Blend blend) {
            return engine.blendsVoices()
                    && hasVoices(
                            engine,
                            blend.parts().stream().map(Voice.Blend.Part::voice).collect(Collectors.toSet()));
        }
        return voice == null || hasVoices(engine, Set.of(voice.name()));
    }

    static boolean hasVoices(EngineInfo engine, Set<String> ids) {
        return ids.stream().allMatch(id -> engine.voices().stream()
                .anyMatch(own -> own.id().equals(id)));
    }

    /** What an engine is handed. */
    public Voice voiceOf(EngineInfo engine) {
        return voice == null ? new Voice.BuiltIn(engine.voices().get(0).id()) : voice;
    }

    /** The tag of the language in which an engine speaks with this voice: a mixture's is that of its greatest part. */
    public String language(EngineInfo engine) {
        String id = voice instanceof Voice.Blend blend
                ? blend.parts().stream()
                        .max(Comparator.comparingDouble(Voice.Blend.Part::weight))
                        .orElseThrow()
                        .voice()
                : voiceOf(engine).name();
        return engine.voices().stream()
                .filter(own -> own.id().equals(id))
                .findFirst()
                .orElse(engine.voices().get(0))
                .language();
    }
}

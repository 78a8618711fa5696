package io.mynah.core;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechInfo;
import io.mynah.api.speech.SpeechRequest;
import java.util.List;

/**
 * A request whose voice has been found: which engines will do, and what it becomes with each of them.
 *
 * @param voice as named; what is heard depends on the engine
 */
record VoicedRequest(SpeechRequest request, Voice voice) {

    /** For logs. */
    String id() {
        return request.id();
    }

    /** Whether an engine is the one that was asked for, speaks the language and has the voice. */
    boolean accepts(EngineInfo engine) {
        return (request.engine() == null || request.engine().equals(engine.id()))
                && engine.speaks(request.language())
                && (voice instanceof Voice.Clip
                        || engine.voices().stream().anyMatch(own -> own.id().equals(voice.name())));
    }

    /** One sentence of it. */
    Utterance utterance(String text, EngineInfo engine) {
        return new Utterance(
                text,
                heard(engine),
                language(engine),
                request.emotion(),
                request.sampling(),
                request.seed(),
                request.speed());
    }

    /** The engine's own spelling of the language. */
    private String language(EngineInfo engine) {
        return engine.languages().stream()
                .filter(request.language()::equalsIgnoreCase)
                .findFirst()
                .orElse("Auto");
    }

    /** What the client is told about how it is spoken. */
    SpeechInfo spokenBy(EngineInfo engine) {
        String match = voice instanceof Voice.BuiltIn ? "exact" : engine.clonesVoices() ? "cloned" : "none";
        List<String> ignored = request.given().stream()
                .filter(name -> !engine.parameters().contains(name))
                .sorted()
                .toList();
        return new SpeechInfo(engine.id(), engine.sampleRate(), heard(engine).name(), match, ignored);
    }

    /** Engines that cannot take on a clip speak in their default voice. */
    private Voice heard(EngineInfo engine) {
        return voice instanceof Voice.Clip && !engine.clonesVoices()
                ? new Voice.BuiltIn(engine.voices().get(0).id())
                : voice;
    }
}

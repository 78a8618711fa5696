package io.mynah.core;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.speech.SpeechInfo;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.core.audio.TonedStream;
import io.mynah.core.casting.Casting;
import java.util.List;

/**
 * A request whose voice has been found: which engines will do, and what it becomes with each of them.
 *
 * @param others who speaks it if those cannot after all
 */
record VoicedRequest(SpeechRequest request, Casting casting, Understudies.Search others) {

    /** For logs. */
    String id() {
        return request.id();
    }

    /** Whether an engine is the one that was asked for, speaks the language and has the voice. */
    boolean accepts(EngineInfo engine) {
        return (request.engine() == null || request.engine().equals(engine.id()))
                && engine.speaks(request.language())
                && casting.suits(engine);
    }

    /** Has an engine begin with one sentence of it; its tone is that of the voice already. */
    PcmStream speak(String text, TtsEngine engine, Cancellation cancellation) throws EngineException {
        EngineInfo info = engine.info();
        PcmStream audio = engine.speak(utterance(text, info), cancellation);
        return casting.tone().isFlat() ? audio : new TonedStream(audio, casting.tone(), info.sampleRate());
    }

    /** One sentence of it. */
    Utterance utterance(String text, EngineInfo engine) {
        return new Utterance(
                text,
                casting.voiceOf(engine),
                casting.languageName(engine, request.language()),
                request.emotion(),
                request.sampling(),
                request.seed(),
                request.speed());
    }

    /** What the client is told about how it is spoken. */
    SpeechInfo spokenBy(EngineInfo engine) {
        List<String> ignored = request.given().stream()
                .filter(name -> !engine.parameters().contains(name))
                .sorted()
                .toList();
        return new SpeechInfo(
                engine.id(),
                engine.sampleRate(),
                casting.voiceOf(engine).name(),
                casting.match(),
                casting.note(),
                ignored);
    }
}

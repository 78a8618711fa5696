package io.mynah.core.casting;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException;

/** A clip: cloned if an engine can, otherwise in the closest voice to it, otherwise in whatever voice there is. */
record NamedClip(Voice.Clip clip, ClosestVoices closest) implements NamedVoice {

    private static final int CLONED = 3;
    private static final int CLOSEST = 2;
    private static final int ANY = 1;

    @Override
    public int fitness(EngineInfo engine) {
        if (engine.clonesVoices()) {
            return CLONED;
        }
        return engine.blendsVoices() && closest.isThere() ? CLOSEST : ANY;
    }

    @Override
    public Casting cast(EngineInfo engine) {
        if (engine.clonesVoices()) {
            return Casting.cloned(clip);
        }
        return closest.find(clip, engine)
                .map(match -> Casting.close(match.blend(), match.tone(), match.similarity(), null))
                .orElse(Casting.none());
    }

    @Override
    public SpeechException unfit() {
        throw new IllegalStateException("every engine is fit for a clip");
    }
}

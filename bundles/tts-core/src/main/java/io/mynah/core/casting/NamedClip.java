package io.mynah.core.casting;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.voice.ClosestVoice;
import io.mynah.api.voice.ClosestVoice.Match;
import io.mynah.api.voice.ClosestVoice.None;

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
    public int enough() {
        return closest.isThere() ? CLOSEST : CLONED;
    }

    @Override
    public Casting cast(EngineInfo engine) {
        if (engine.clonesVoices()) {
            return Casting.cloned(clip);
        }
        if (fitness(engine) == ANY) {
            return Casting.none("nobody is there who takes on clips or finds the closest voice to one");
        }
        try {
            ClosestVoice.Answer answer = closest.find(clip, engine);
            if (answer instanceof Match match) {
                return Casting.close(match.blend(), match.tone(), match.similarity(), null);
            }
            return Casting.none(
                    answer == None.NO_SPEECH
                            ? "too little speech was found in the clip"
                            : "nothing is known that the clip could be compared by");
        } catch (SpeechException.Unavailable e) {
            return Casting.none("the closest voice to the clip was not found in time");
        }
    }

    @Override
    public SpeechException unfit() {
        throw new IllegalStateException("every engine is fit for a clip");
    }
}

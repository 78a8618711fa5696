package io.mynah.core.casting;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.speech.SpeechException;

/** What a request named. Immutable. */
public sealed interface NamedVoice permits NamedBuiltIn, NamedClip, NamedMixture {

    /** How well an engine would speak it: 0 not at all; otherwise the more, the better. */
    int fitness(EngineInfo engine);

    /** The fitness from which on it is spoken as it was meant: below it, an engine that may be coming is worth a wait. */
    default int enough() {
        return 1;
    }

    /**
     * How it is spoken by an engine that is fit for it.
     *
     * @throws SpeechException if it turns out that it cannot be
     */
    Casting cast(EngineInfo engine) throws SpeechException;

    /** Why it is not spoken where no engine is fit for it. */
    SpeechException unfit();
}

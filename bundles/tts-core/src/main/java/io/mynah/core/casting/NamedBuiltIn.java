package io.mynah.core.casting;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException;
import java.util.function.Supplier;

/** @param absent what to say where no engine has it */
record NamedBuiltIn(String id, Supplier<SpeechException> absent) implements NamedVoice {

    @Override
    public int fitness(EngineInfo engine) {
        return engine.hasVoice(id) ? 1 : 0;
    }

    @Override
    public Casting cast(EngineInfo engine) {
        return Casting.exact(new Voice.BuiltIn(id));
    }

    @Override
    public SpeechException unfit() {
        return absent.get();
    }
}

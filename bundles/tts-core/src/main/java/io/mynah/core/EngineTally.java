package io.mynah.core;

import io.mynah.api.admin.EngineStatus.Figures;
import io.mynah.api.engine.EngineException;
import io.mynah.api.speech.SpeechObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what engines do, for who looks at them; by their ids, so that a swap does not begin anew. Thread-safe. */
final class EngineTally implements SpeechObserver {
    private final Map<String, Figures> figures = new ConcurrentHashMap<>();

    @Override
    public void sentenceEnded(Sentence sentence) {
        if (sentence.failure() == null) {
            count(sentence.engine(), new Figures(1, 0, sentence.took(), sentence.audio()));
        } else if (sentence.failure() != EngineException.Kind.CANCELLED) {
            count(sentence.engine(), new Figures(0, 1, Duration.ZERO, Duration.ZERO));
        }
    }

    private void count(String engine, Figures more) {
        figures.merge(engine, more, Figures::plus);
    }

    Figures of(String engine) {
        return figures.getOrDefault(engine, Figures.NONE);
    }
}

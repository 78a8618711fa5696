package io.mynah.api.speech;

import io.mynah.api.engine.EngineInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Observers that come and go, as one. What one of them does wrong is no concern of who tells. Safe for use by several threads. */
public final class SpeechObservers implements SpeechObserver {
    private final List<SpeechObserver> observers = new CopyOnWriteArrayList<>();
    private final Consumer<Throwable> failures;

    /** @param failures told of observers that failed */
    public SpeechObservers(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    public void add(SpeechObserver observer) {
        observers.add(observer);
    }

    public void remove(SpeechObserver observer) {
        observers.remove(observer);
    }

    @Override
    public void requestEnded(Request request) {
        tell(observer -> observer.requestEnded(request));
    }

    @Override
    public void sentenceEnded(Sentence sentence) {
        tell(observer -> observer.sentenceEnded(sentence));
    }

    @Override
    public void engineCame(EngineInfo engine) {
        tell(observer -> observer.engineCame(engine));
    }

    @Override
    public void engineLeft(EngineInfo engine, Duration drained, boolean hangs) {
        tell(observer -> observer.engineLeft(engine, drained, hangs));
    }

    @Override
    public void answered(@Nullable String engine, int status) {
        tell(observer -> observer.answered(engine, status));
    }

    private void tell(Consumer<SpeechObserver> news) {
        for (SpeechObserver observer : observers) {
            try {
                news.accept(observer);
            } catch (RuntimeException | LinkageError e) {
                // The latter is how an observer fails whose bundle is just being replaced.
                failures.accept(e);
            }
        }
    }
}

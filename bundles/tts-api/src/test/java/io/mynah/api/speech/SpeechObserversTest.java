package io.mynah.api.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SpeechObserversTest {

    private static SpeechObserver throwing(Runnable failure) {
        return new SpeechObserver() {
            @Override
            public void answered(@Nullable String engine, int status) {
                failure.run();
            }
        };
    }

    @Test
    void answered_someObserversFail_othersAreToldAllTheSame() {
        List<Throwable> failures = new ArrayList<>();
        List<Integer> told = new ArrayList<>();
        SpeechObservers observers = new SpeechObservers(failures::add);
        IllegalStateException stopped = new IllegalStateException("stopped");
        NoClassDefFoundError replaced = new NoClassDefFoundError("replaced");
        observers.add(throwing(() -> {
            throw stopped;
        }));
        observers.add(throwing(() -> {
            throw replaced;
        }));
        observers.add(throwing(() -> told.add(200)));

        observers.answered("hibari", 200);

        assertEquals(List.of(200), told);
        assertEquals(List.of(stopped, replaced), failures);
    }

    @Test
    void answered_observerRemoved_isNotTold() {
        List<Integer> told = new ArrayList<>();
        SpeechObservers observers = new SpeechObservers(failure -> {});
        SpeechObserver observer = throwing(() -> told.add(200));
        observers.add(observer);
        observers.remove(observer);

        observers.answered("hibari", 200);

        assertEquals(List.of(), told);
    }
}

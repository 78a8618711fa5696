package io.mynah.cli;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits for an engine, since some load in the background. */
final class Engines {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int STEP_MILLIS = 20;

    private Engines() {}

    /** The preferred engine that has a voice of its own, as soon as there is one. */
    static EngineInfo await(SpeechService speech) throws SpeechException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        for (List<EngineInfo> engines = speech.engines(); ; engines = speech.engines()) {
            Optional<EngineInfo> found =
                    engines.stream().filter(each -> !each.voices().isEmpty()).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new SpeechException.Unavailable("no engine can speak; 'mynah check' may tell why", Duration.ZERO);
            }
            Thread.sleep(STEP_MILLIS);
        }
    }
}

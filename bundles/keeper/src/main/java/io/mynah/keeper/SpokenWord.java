package io.mynah.keeper;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Sampling;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks as every request does, by the speech service: so a lease holds the engine, and silence is a failure there. */
final class SpokenWord implements Hearing {
    private static final Logger LOG = LoggerFactory.getLogger(SpokenWord.class);

    private final AtomicReference<@Nullable SpeechService> service = new AtomicReference<>();

    void use(SpeechService speech) {
        service.set(speech);
    }

    void leave(SpeechService speech) {
        service.compareAndSet(speech, null);
    }

    @Override
    public Result hear(String engine) {
        SpeechService speech = service.get();
        if (speech == null) {
            return Result.UNKNOWN;
        }
        Optional<EngineInfo> info = speech.engines().stream()
                .filter(candidate -> candidate.id().equals(engine))
                .findFirst();
        if (info.isEmpty()) {
            return Result.UNKNOWN;
        }
        if (info.get().voices().isEmpty()) {
            return Result.SPEAKS; // in the voices of clips alone, of which there may be none
        }
        try (Speech word = speech.speak(request(info.get()))) {
            word.wav();
            return Result.SPEAKS;
        } catch (SpeechException.SynthesisFailed e) {
            LOG.debug("Engine {} was asked for a word", engine, e);
            return Result.FAILS;
        } catch (SpeechException e) {
            LOG.debug("Engine {} could not be asked for a word", engine, e);
            return Result.UNKNOWN;
        }
    }

    private static SpeechRequest request(EngineInfo engine) {
        String voice = engine.voices().get(0).id();
        return new SpeechRequest(
                "keeper",
                "Hello.",
                voice,
                "Auto",
                "Neutral",
                null,
                Sampling.DEFAULT,
                OptionalLong.empty(),
                1f,
                engine.id(),
                Set.of());
    }
}

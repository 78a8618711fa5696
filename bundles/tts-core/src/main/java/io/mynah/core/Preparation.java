package io.mynah.core;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.core.engines.EngineRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What happens to a request before it is queued: its voice is found, its engine chosen, its text cut into sentences. */
final class Preparation {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final EngineRegistry engines;
    private final VoiceLibrary library;
    private final List<TextFrontEnd> frontEnds;
    private final Duration swapLimit;
    private final long startedAt = System.nanoTime();

    /**
     * Preparation with what is there at each moment.
     *
     * @param frontEnds changes while bundles come and go
     * @param swapLimit how long to wait for an engine that has just left, and for the first one after the start
     */
    Preparation(EngineRegistry engines, VoiceLibrary library, List<TextFrontEnd> frontEnds, Duration swapLimit) {
        this.engines = engines;
        this.library = library;
        this.frontEnds = frontEnds;
        this.swapLimit = swapLimit;
    }

    /**
     * A request that can be queued.
     *
     * @param sentences none if nothing in the text can be spoken
     * @param engine who will probably speak
     */
    record Prepared(VoicedRequest request, List<String> sentences, EngineInfo engine) {}

    /** Finds all that a request needs, or says what is at fault. */
    Prepared prepare(SpeechRequest request) throws SpeechException {
        Optional<Voice.Clip> clip = library.find(request.voice());
        EngineInfo engine = chooseEngine(request, clip.isEmpty());
        if (!engine.speaks(request.language())) {
            throw new SpeechException.UnsupportedLanguage(request.language(), engine.languages());
        }
        Voice voice = clip.isPresent() ? clip.get() : new Voice.BuiltIn(request.voice());
        String language = engine.voices().stream()
                .filter(own -> own.id().equals(voice.name()))
                .findFirst()
                .orElse(engine.voices().get(0))
                .language();
        List<String> sentences = frontEnd(language).sentences(CleanText.of(request.text()), language);
        return new Prepared(new VoicedRequest(request, voice), sentences, engine);
    }

    /** The preferred engine that has the voice, one that speaks the language if there is a choice. */
    private EngineInfo chooseEngine(SpeechRequest request, boolean builtIn) throws SpeechException {
        Predicate<EngineInfo> named =
                engine -> request.engine() == null || request.engine().equals(engine.id());
        Predicate<EngineInfo> able = named.and(engine -> !builtIn || hasVoice(engine, request.voice()));
        if (await(named).isEmpty()) {
            throw new SpeechException.Unavailable(
                    request.engine() == null
                            ? "No engine is there that can speak"
                            : "Engine '" + request.engine() + "' is not there",
                    RETRY_AFTER);
        }
        EngineInfo preferred = await(able)
                .orElseThrow(() -> new SpeechException.VoiceNotFound(
                        request.voice(), library.directory().toString(), library.names()));
        return engines.engines().stream()
                .filter(able.and(engine -> engine.speaks(request.language())))
                .findFirst()
                .orElse(preferred);
    }

    /** Waits only where waiting makes sense: while the server starts, or for an engine that has just left. */
    private Optional<EngineInfo> await(Predicate<EngineInfo> wanted) {
        boolean starting = engines.engines().isEmpty() && System.nanoTime() - startedAt < swapLimit.toNanos();
        boolean worthwhile = starting || engines.leftWithin(swapLimit, wanted);
        try {
            return engines.await(wanted, worthwhile ? swapLimit : Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean hasVoice(EngineInfo engine, String id) {
        return engine.voices().stream().map(VoiceInfo::id).anyMatch(id::equals);
    }

    private TextFrontEnd frontEnd(String language) throws SpeechException.Unavailable {
        return frontEnds.stream()
                .filter(candidate -> candidate.languages().contains(language))
                .findFirst()
                .orElseThrow(() ->
                        new SpeechException.Unavailable("No text front end is there for " + language, RETRY_AFTER));
    }
}

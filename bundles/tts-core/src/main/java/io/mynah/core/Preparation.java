package io.mynah.core;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.core.casting.Casting;
import io.mynah.core.casting.NamedVoice;
import io.mynah.core.casting.VoiceResolver;
import io.mynah.core.engines.EngineRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a request before it is queued: its voice is found, its engine chosen, its text cut into sentences. */
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** So long after it has left an engine may be back in a moment, even where nobody waits for it any more. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final EngineRegistry engines;
    private final LibraryGate library;
    private final List<TextFrontEnd> frontEnds;
    private final TextFilters filters;
    private final Duration swapLimit;
    private final long startedAt = System.nanoTime();

    /**
     * Preparation with what is there at each moment.
     *
     * @param frontEnds changes while bundles come and go
     * @param filters applied to each text before it is cut
     * @param swapLimit how long to wait for an engine that has just left, and for the first one after the start
     */
    Preparation(
            EngineRegistry engines,
            LibraryGate library,
            List<TextFrontEnd> frontEnds,
            TextFilters filters,
            Duration swapLimit) {
        this.engines = engines;
        this.library = library;
        this.frontEnds = frontEnds;
        this.filters = filters;
        this.swapLimit = swapLimit;
    }

    /**
     * A request that can be queued.
     *
     * @param sentences as the engine wants them, several together perhaps; none if nothing in the text can be spoken
     * @param engine who will probably speak
     */
    record Prepared(VoicedRequest request, List<String> sentences, EngineInfo engine) {}

    /** Finds all that a request needs, or says what is at fault. */
    Prepared prepare(SpeechRequest request) throws SpeechException {
        return library.ask(voices -> prepare(request, voices));
    }

    private Prepared prepare(SpeechRequest request, VoiceResolver voices) throws SpeechException {
        Optional<NamedVoice> clip = voices.clip(request.voice());
        Predicate<EngineInfo> asked =
                engine -> request.engine() == null || request.engine().equals(engine.id());
        if (await(asked).isEmpty()) {
            throw new SpeechException.Unavailable(
                    request.engine() == null
                            ? "No engine is there that can speak"
                            : "Engine '" + request.engine() + "' is not there",
                    RETRY_AFTER);
        }
        NamedVoice voice = clip.isPresent() ? clip.get() : voices.resolve(request.voice(), this::isVoice, this::isPart);
        EngineInfo engine = awaitFittest(voice, asked, request.language()).orElseThrow(() -> absence(voice, asked));
        if (!engine.speaks(request.language())) {
            throw new SpeechException.UnsupportedLanguage(request.language(), engine.languages());
        }
        Casting casting = voice.cast(engine);
        if (casting.note() != null) {
            LOG.info("Request {}: the built-in voice speaks, not that of a clip: {}", request.id(), casting.note());
        }
        String language = casting.language(engine, request.language());
        List<String> sentences = JoinedSentences.of(
                frontEnd(language).sentences(filters.apply(CleanText.of(request.text()), language), language),
                engine.joinedLength());
        Understudies.Search others = failed -> without(failed, request, voice);
        return new Prepared(new VoicedRequest(request, casting, others), sentences, engine);
    }

    /** Why nobody speaks a voice: who could may be gone for a moment, or nobody can. */
    private SpeechException absence(NamedVoice voice, Predicate<EngineInfo> asked) {
        return engines.leftWithin(REMEMBERED, asked.and(engine -> voice.fitness(engine) > 0))
                ? new SpeechException.Unavailable(
                        "The engine that has this voice is not there; it may be being replaced", RETRY_AFTER)
                : voice.unfit();
    }

    /** The same request by the best engine that has not failed at it. Nobody is waited for: somebody waits already. */
    private Optional<VoicedRequest> without(Set<String> failed, SpeechRequest request, NamedVoice voice)
            throws SpeechException {
        Predicate<EngineInfo> asked = engine -> !failed.contains(engine.id())
                && (request.engine() == null || request.engine().equals(engine.id()))
                && engine.speaks(request.language());
        Optional<EngineInfo> engine = fittest(voice, asked, request.language());
        if (engine.isEmpty()) {
            return Optional.empty();
        }
        Understudies.Search others = more -> without(more, request, voice);
        return Optional.of(new VoicedRequest(request, voice.cast(engine.get()), others));
    }

    /** Says what is at fault with a voice, as far as that shows without casting it, or converting a clip. */
    void check(String name) throws SpeechException {
        requireFit(library.ask(voices -> {
            VoiceResolver listed = voices.atAGlance();
            Optional<NamedVoice> clip = listed.clip(name);
            return clip.isPresent() ? clip.get() : listed.resolve(name, this::isVoice, this::isPart);
        }));
    }

    /** Says what is at fault with a mixture that is to be saved under a name. */
    void checkBlend(String name, String expression) throws SpeechException {
        requireFit(library.ask(voices -> voices.resolve(name, expression, this::isPart)));
    }

    private void requireFit(NamedVoice voice) throws SpeechException {
        if (engines.engines().stream().allMatch(engine -> voice.fitness(engine) == 0)) {
            throw voice.unfit();
        }
    }

    private boolean isVoice(String id) {
        return isOrWas(engine -> engine.hasVoice(id));
    }

    /** Where nobody mixes, the voices are known all the same: what is missing then is who mixes them. */
    private boolean isPart(String id) {
        return isOrWas(engine -> engine.hasVoice(id) || engine.mixes(id));
    }

    private boolean isOrWas(Predicate<EngineInfo> has) {
        return engines.isOrLeftWithin(REMEMBERED, has) || comes(has);
    }

    private boolean comes(Predicate<EngineInfo> wanted) {
        return await(wanted, settling()).isPresent();
    }

    /** The server is ready when one engine is; who asks at once may be quicker than the next one. */
    private Duration settling() {
        Duration settling = engines.settling();
        return settling.compareTo(swapLimit) < 0 ? settling : swapLimit;
    }

    /**
     * The engine that speaks a voice best. A better one than those that are there is waited for if it has just left, and
     * right after the start where those that are there would not do. Engines may come and go between any two looks.
     */
    private Optional<EngineInfo> awaitFittest(NamedVoice voice, Predicate<EngineInfo> asked, String language) {
        long end = System.nanoTime() + swapLimit.toNanos();
        Optional<EngineInfo> chosen;
        do {
            int fitness = fittest(voice, asked, language).map(voice::fitness).orElse(0);
            Predicate<EngineInfo> better =
                    asked.and(engine -> voice.fitness(engine) > fitness && engine.speaks(language));
            if (engines.leftWithin(swapLimit, better)) {
                await(better);
            } else if (fitness < voice.enough()) {
                await(better, settling());
            }
            chosen = fittest(voice, asked, language);
        } while (chosen.isEmpty()
                && engines.isOrLeftWithin(swapLimit, asked.and(engine -> voice.fitness(engine) > 0))
                && end - System.nanoTime() > 0
                && !Thread.currentThread().isInterrupted());
        return chosen;
    }

    /** Among equals the preferred one; one that speaks the language if there is a choice, and can be trusted. */
    private Optional<EngineInfo> fittest(NamedVoice voice, Predicate<EngineInfo> asked, String language) {
        return engines.engines().stream()
                .filter(asked.and(engine -> voice.fitness(engine) > 0))
                .min(Comparator.<EngineInfo>comparingInt(engine -> engine.speaks(language) ? 0 : 1)
                        .thenComparing(engines::isLeftAlone)
                        .thenComparingInt(engine -> -voice.fitness(engine)));
    }

    /** Waits only where waiting makes sense: while the server starts, or for an engine that has just left. */
    private Optional<EngineInfo> await(Predicate<EngineInfo> wanted) {
        boolean starting = engines.engines().isEmpty() && System.nanoTime() - startedAt < swapLimit.toNanos();
        boolean worthwhile = starting || engines.leftWithin(swapLimit, wanted);
        return await(wanted, worthwhile ? swapLimit : Duration.ZERO);
    }

    private Optional<EngineInfo> await(Predicate<EngineInfo> wanted, Duration limit) {
        try {
            return engines.await(wanted, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private TextFrontEnd frontEnd(String language) throws SpeechException.Unavailable {
        return frontEnds.stream()
                .filter(candidate -> candidate.languages().contains(language))
                .findFirst()
                .orElseThrow(() ->
                        new SpeechException.Unavailable("No text front end is there for " + language, RETRY_AFTER));
    }
}

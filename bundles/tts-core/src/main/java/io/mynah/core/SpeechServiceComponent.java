package io.mynah.core;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Voice;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.core.engines.EngineRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stable door to speech. Checks requests, cuts them into sentences and queues them. When it stops, it admits nothing
 * more and lets the requests under way finish.
 */
@Component(
        service = SpeechService.class,
        immediate = true,
        configurationPid = CoreSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SpeechServiceComponent.Config.class)
public final class SpeechServiceComponent implements SpeechService {

    private static final Logger LOG = LoggerFactory.getLogger(SpeechServiceComponent.class);

    /** Heap for one sample of an answer: 16 bits in blocks, and once more when they become a file. */
    private static final int BYTES_PER_SAMPLE = 4;
    /** Share of the heap for answers; the oldest one may take as much again. */
    private static final int HEAP_SHARE = 4;
    /** An engine that says nothing for so long hangs. */
    private static final Duration PROGRESS_LIMIT = Duration.ofSeconds(60);

    /** What a person can set. */
    @ObjectClassDefinition(name = "Mynah: core", description = "Queue, workers and time limits")
    @interface Config {
        @AttributeDefinition(description = "Sentences spoken at the same time; 0 means one per processor core")
        int workers() default 0;

        @AttributeDefinition(name = "queue.capacity", description = "Most requests at once, waiting and being spoken")
        int queue_capacity() default 64;

        @AttributeDefinition(name = "text.limit", description = "Longest text, in characters")
        int text_limit() default 10_000;

        @AttributeDefinition(
                name = "request.timeout.ms",
                description = "How long a request may wait for its turn, in milliseconds")
        long request_timeout_ms() default 30_000;

        @AttributeDefinition(
                name = "drain.timeout.ms",
                description = "How long what is being spoken may go on when its engine or the server stops")
        long drain_timeout_ms() default 10_000;

        @AttributeDefinition(
                name = "swap.timeout.ms",
                description = "How long requests wait for an engine that is being replaced")
        long swap_timeout_ms() default 10_000;
    }

    private final CoreSettings settings;
    private final Limits limits;
    private final long startedAt = System.nanoTime();
    private final VoiceLibrary library;
    private final List<TextFrontEnd> frontEnds = new CopyOnWriteArrayList<>();
    private final SpeechQueue queue;
    private final ServiceTracker<TtsEngine, TtsEngine> tracker;

    @Activate
    public SpeechServiceComponent(BundleContext context, Config config, @Reference VoiceLibrary library) {
        this.settings = CoreSettings.of(config);
        this.library = library;
        this.limits = new Limits(settings.requestTimeout(), settings.swapLimit(), PROGRESS_LIMIT);
        long sampleBound = Runtime.getRuntime().maxMemory() / HEAP_SHARE / BYTES_PER_SAMPLE;
        this.queue = new SpeechQueue(settings.workers(), settings.capacity(), sampleBound, settings.drainLimit());
        this.tracker = new EngineTracker(context, queue.engines());
        tracker.open();
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        try {
            queue.drain(settings.drainLimit());
        } finally {
            queue.close();
            tracker.close();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFrontEnd(TextFrontEnd frontEnd) {
        frontEnds.add(frontEnd);
    }

    void removeFrontEnd(TextFrontEnd frontEnd) {
        frontEnds.remove(frontEnd);
    }

    @Override
    public Speech speak(SpeechRequest request) throws SpeechException {
        queue.reserve();
        SpeechJob job;
        try {
            job = prepare(request);
        } catch (SpeechException | RuntimeException e) {
            queue.giveUp();
            throw e;
        }
        queue.admit(job);
        return new JobReader(job);
    }

    /** Finds voice, engine and sentences; what takes time here already holds a place in the queue. */
    private SpeechJob prepare(SpeechRequest request) throws SpeechException {
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
        List<String> sentences = sentences(CleanText.of(request.text()), language);
        LOG.debug("Request {}: {} sentences for {}", request.id(), sentences.size(), engine.id());
        return new SpeechJob(queue, new VoicedRequest(request, voice), sentences, engine, limits);
    }

    /** The preferred engine that has the voice, one that speaks the language if there is a choice. */
    private EngineInfo chooseEngine(SpeechRequest request, boolean builtIn) throws SpeechException {
        Predicate<EngineInfo> named =
                engine -> request.engine() == null || request.engine().equals(engine.id());
        Predicate<EngineInfo> able = named.and(engine -> !builtIn || hasVoice(engine, request.voice()));
        if (await(named).isEmpty()) {
            throw new SpeechException.Unavailable(
                    engines().isEmpty()
                            ? "No engine is there that can speak"
                            : "Engine '" + request.engine() + "' is not there",
                    Duration.ofSeconds(5));
        }
        EngineInfo preferred = await(able)
                .orElseThrow(() -> new SpeechException.VoiceNotFound(
                        request.voice(), library.directory().toString(), library.names()));
        return engines().stream()
                .filter(able.and(engine -> engine.speaks(request.language())))
                .findFirst()
                .orElse(preferred);
    }

    /** Waits only where waiting makes sense: while the server starts, or for an engine that has just left. */
    private Optional<EngineInfo> await(Predicate<EngineInfo> wanted) {
        EngineRegistry registry = queue.engines();
        boolean starting = engines().isEmpty()
                && System.nanoTime() - startedAt < settings.swapLimit().toNanos();
        boolean worthwhile = starting || registry.leftWithin(settings.swapLimit(), wanted);
        try {
            return registry.await(wanted, worthwhile ? settings.swapLimit() : Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean hasVoice(EngineInfo engine, String id) {
        return engine.voices().stream().map(VoiceInfo::id).anyMatch(id::equals);
    }

    private List<String> sentences(String text, String language) throws SpeechException.Unavailable {
        TextFrontEnd frontEnd = frontEnds.stream()
                .filter(candidate -> candidate.languages().contains(language))
                .findFirst()
                .orElseThrow(() -> new SpeechException.Unavailable(
                        "No text front end is there for " + language, Duration.ofSeconds(5)));
        return frontEnd.sentences(text, language);
    }

    @Override
    public List<EngineInfo> engines() {
        return queue.engines().engines();
    }

    @Override
    public int textLimit() {
        return settings.textLimit();
    }

    @Override
    public QueueState queue() {
        return queue.state();
    }
}

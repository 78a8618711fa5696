package io.mynah.core;

import io.mynah.api.admin.EngineAdmin;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechObserver;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.speech.VoiceShelf;
import io.mynah.api.text.TextFilter;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.api.voice.ClosestVoice;
import io.mynah.core.casting.ClosestVoices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.tracker.ServiceTracker;

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

    /** For one sample, from an engine's block to an answer that has been read; long answers wait in temporary files. */
    private static final int BYTES_PER_SAMPLE = 4;
    /** Answers may be as large together as this share of the heap; the oldest one may take as much again. */
    private static final int HEAP_SHARE = 4;
    /** The server has a folder of its own, which it empties when it starts. */
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    /** An engine that says nothing for so long hangs. */
    private static final Duration PROGRESS_LIMIT = Duration.ofSeconds(60);

    /** The closest voice to a clip is found in 0.3 s, unless the machine is busy; beyond this it is not waited for. */
    private static final Duration MATCH_LIMIT = Duration.ofSeconds(2);

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

        @AttributeDefinition(
                name = "preferred.model",
                description = "The id of a model whose engine comes before all others; empty goes by ranking alone")
        String preferred_model() default "";
    }

    private final CoreSettings settings;
    private final Limits limits;
    private final List<TextFrontEnd> frontEnds = new CopyOnWriteArrayList<>();
    private final TextFilters filters;
    private final ClosestVoices closest;
    private final LibraryGate library;
    private final SpeechQueue queue;
    private final Preparation preparation;
    private final ServiceTracker<TtsEngine, TtsEngine> tracker;
    private final ServiceRegistration<EngineAdmin> administration;

    @Activate
    public SpeechServiceComponent(BundleContext context, Config config) {
        this.settings = CoreSettings.of(config);
        this.limits = new Limits(settings.requestTimeout(), settings.swapLimit(), PROGRESS_LIMIT);
        long sampleBound = Runtime.getRuntime().maxMemory() / HEAP_SHARE / BYTES_PER_SAMPLE;
        this.queue = new SpeechQueue(settings.workers(), settings.capacity(), sampleBound, settings.drainLimit());
        this.closest = new ClosestVoices(MATCH_LIMIT, settings.swapLimit());
        this.library = new LibraryGate(closest, settings.swapLimit());
        this.filters = new TextFilters(settings.textLimit());
        this.preparation = new Preparation(queue.engines(), library, frontEnds, filters, settings.swapLimit());
        this.tracker = new EngineTracker(context, queue.engines(), queue.observers(), settings.preferredModel());
        tracker.open();
        this.administration = context.registerService(
                EngineAdmin.class,
                new EngineAdministration(
                        queue, settings.drainLimit(), service -> EngineAdministration.Origin.of(context, service)),
                null);
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        administration.unregister();
        try {
            queue.drain(settings.drainLimit());
        } finally {
            queue.close();
            tracker.close();
            closest.close();
            filters.close();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFrontEnd(TextFrontEnd frontEnd) {
        frontEnds.add(frontEnd);
    }

    void removeFrontEnd(TextFrontEnd frontEnd) {
        frontEnds.remove(frontEnd);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFilter(TextFilter filter, Map<String, Object> properties) {
        filters.add(filter, properties);
    }

    void removeFilter(TextFilter filter) {
        filters.remove(filter);
    }

    @Reference(
            name = "library",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLibrary(VoiceLibrary service) {
        library.bind(service);
    }

    void unbindLibrary(VoiceLibrary service) {
        library.unbind(service);
    }

    @Reference(
            name = "shelf",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindShelf(VoiceShelf service) {
        library.bind(service);
    }

    void unbindShelf(VoiceShelf service) {
        library.unbind(service);
    }

    @Reference(
            name = "closest",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindClosest(ClosestVoice service) {
        closest.bind(service);
    }

    void unbindClosest(ClosestVoice service) {
        closest.unbind(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addObserver(SpeechObserver observer) {
        queue.observers().add(observer);
    }

    void removeObserver(SpeechObserver observer) {
        queue.observers().remove(observer);
    }

    @Override
    public void checkVoice(String voice) throws SpeechException {
        preparation.check(voice);
    }

    @Override
    public void checkBlend(String name, String expression) throws SpeechException {
        preparation.checkBlend(name, expression);
    }

    @Override
    public Speech speak(SpeechRequest request) throws SpeechException {
        Course course = new Course();
        try {
            queue.reserve(); // What takes time in preparing holds a place already.
            SpeechJob job = prepare(request, course);
            queue.admit(job);
            return new JobReader(job, TEMPORARY);
        } catch (SpeechException e) {
            queue.observers().requestEnded(course.refused(e));
            throw e;
        }
    }

    private SpeechJob prepare(SpeechRequest request, Course course) throws SpeechException {
        SpeechJob job = null;
        try {
            Preparation.Prepared prepared = preparation.prepare(request);
            job = new SpeechJob(queue, prepared.request(), prepared.sentences(), prepared.engine(), limits, course);
        } finally {
            if (job == null) {
                queue.giveUp();
            }
        }
        return job;
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

package io.mynah.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.speech.SpeechObserver;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Counts what it is told of requests, sentences and engines. Safe for use by several threads. */
@Component(service = {SpeechMeters.class, SpeechObserver.class})
public final class SpeechMeters implements SpeechObserver {

    /** Of the label {@code engine}, where no engine was found or none spoke. */
    private static final String NONE = "none";

    private static final String ENGINE = "engine";
    /** Engines are bundles that an administrator put there, so there are few; who puts more has the others uncounted. */
    private static final int MOST_ENGINES = 50;

    private static final Duration[] TIMES = Stream.of(
                    5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);
    private static final double[] FACTORS = DoubleStream.of(
                    0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 5)
            .toArray();

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);

    private final MeterProvider<Counter> requests;
    private final MeterProvider<Counter> answers;
    private final MeterProvider<Timer> stages;
    private final MeterProvider<Timer> firstAudio;
    private final MeterProvider<Counter> sentences;
    private final MeterProvider<Counter> audio;
    private final MeterProvider<DistributionSummary> factor;
    private final MeterProvider<Counter> swaps;
    private final MeterProvider<Timer> drains;
    private final MeterProvider<Counter> hangs;

    /** Ids of engines that left and have not come back. */
    private final Set<String> away = ConcurrentHashMap.newKeySet();

    @Activate
    public SpeechMeters() {
        registry.config()
                .meterFilter(MeterFilter.maximumAllowableTags("mynah", ENGINE, MOST_ENGINES, MeterFilter.deny()));
        requests = counter("mynah.requests", "Requests for speech that are over, by how they ended", null);
        answers =
                counter("mynah.answers", "Answers to requests for speech, by HTTP status; 499: the client left", null);
        stages = timer("mynah.stage", "What requests spent their time on");
        firstAudio = timer("mynah.first.audio", "From a request to its first audio");
        sentences = counter("mynah.sentences", "Sentences that engines were given, by what became of them", null);
        audio = counter("mynah.audio", "Length of the audio that engines made", "seconds");
        factor = DistributionSummary.builder("mynah.real.time.factor")
                .description("Time that an engine took for a sentence, by the length of its audio")
                .serviceLevelObjectives(FACTORS)
                .withRegistry(registry);
        swaps = counter("mynah.engine.swaps", "How often an engine came back that had left", null);
        drains = Timer.builder("mynah.engine.drain")
                .description("How long an engine that left was waited for")
                .withRegistry(registry);
        hangs = counter("mynah.engine.hangs", "How often an engine that left did not give an utterance back", null);
    }

    private MeterProvider<Counter> counter(String name, String description, @Nullable String unit) {
        return Counter.builder(name).description(description).baseUnit(unit).withRegistry(registry);
    }

    private MeterProvider<Timer> timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(TIMES)
                .withRegistry(registry);
    }

    @Deactivate
    void close() {
        registry.close();
    }

    /** All that is counted, here and by whoever adds to it. */
    PrometheusMeterRegistry registry() {
        return registry;
    }

    @Override
    public void requestEnded(Request request) {
        Tags engine = engine(request.engine());
        requests.withTags(engine.and("outcome", lowerCase(request.outcome()))).increment();
        stage(engine, "preparation", request.prepared());
        stage(engine, "queue", request.waited());
        if (request.outcome() == Outcome.SPOKEN) {
            // What is refused takes no time, and would make the others look fast.
            stage(engine, "whole", request.whole());
        }
        if (request.firstAudio() != null) {
            firstAudio.withTags(engine).record(request.firstAudio());
        }
    }

    private void stage(Tags engine, String stage, @Nullable Duration took) {
        if (took != null) {
            stages.withTags(engine.and("stage", stage)).record(took);
        }
    }

    @Override
    public void sentenceEnded(Sentence sentence) {
        Tags engine = engine(sentence.engine());
        EngineException.Kind failure = sentence.failure();
        sentences
                .withTags(engine.and("outcome", failure == null ? "spoken" : lowerCase(failure)))
                .increment();
        double seconds = sentence.audio().toNanos() / 1e9;
        audio.withTags(engine).increment(seconds);
        if (failure == null) {
            stage(engine, "synthesis", sentence.took());
            if (seconds > 0) {
                factor.withTags(engine).record(sentence.took().toNanos() / 1e9 / seconds);
            }
        }
    }

    @Override
    public void engineCame(EngineInfo engine) {
        Tags tags = engine(engine.id());
        swaps.withTags(tags).increment(away.remove(engine.id()) ? 1 : 0);
    }

    @Override
    public void engineLeft(EngineInfo engine, Duration drained, boolean hangs) {
        Tags tags = engine(engine.id());
        away.add(engine.id());
        drains.withTags(tags).record(drained);
        this.hangs.withTags(tags).increment(hangs ? 1 : 0);
    }

    @Override
    public void answered(@Nullable String engine, int status) {
        answers.withTags(engine(engine).and("status", String.valueOf(status))).increment();
    }

    private static Tags engine(@Nullable String id) {
        return Tags.of(ENGINE, id == null ? NONE : id);
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

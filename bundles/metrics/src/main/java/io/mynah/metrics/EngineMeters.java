package io.mynah.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.mynah.api.admin.EngineAdmin;
import io.mynah.api.admin.EngineStatus;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.SpeechService.QueueState;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** How the queue and the engines are right now. Where nobody can tell, the queue's figures are NaN and engines are left out. */
final class EngineMeters {
    private final Supplier<@Nullable SpeechService> speech;
    private final Supplier<@Nullable EngineAdmin> admin;
    private final MultiGauge engines;
    private final MultiGauge leases;

    EngineMeters(
            MeterRegistry registry, Supplier<@Nullable SpeechService> speech, Supplier<@Nullable EngineAdmin> admin) {
        this.speech = speech;
        this.admin = admin;
        queue(registry, "mynah.queue.waiting", "Requests of which nothing has been begun", QueueState::waiting);
        queue(registry, "mynah.queue.speaking", "Requests under way", QueueState::speaking);
        queue(registry, "mynah.queue.capacity", "Most requests at once", QueueState::capacity);
        engines = MultiGauge.builder("mynah.engine.info")
                .description("Always 1: the engines that are there, and how they are")
                .register(registry);
        leases = MultiGauge.builder("mynah.engine.leases")
                .description("Sentences that an engine speaks right now")
                .register(registry);
    }

    private void queue(MeterRegistry registry, String name, String description, ToIntFunction<QueueState> figure) {
        Gauge.builder(name, () -> figure(figure)).description(description).register(registry);
    }

    private double figure(ToIntFunction<QueueState> figure) {
        SpeechService service = speech.get();
        return service == null ? Double.NaN : figure.applyAsInt(service.queue());
    }

    /** Takes in which engines there are; called before the figures are read. */
    void update() {
        EngineAdmin service = admin.get();
        List<EngineStatus> statuses = service == null ? List.of() : service.engines();
        engines.register(
                statuses.stream()
                        .map(engine -> MultiGauge.Row.of(
                                Tags.of(
                                        "engine", engine.engine().id(),
                                        "version", engine.engine().version(),
                                        "device", engine.engine().device(),
                                        "state", engine.state().name().toLowerCase(Locale.ROOT)),
                                1))
                        .toList(),
                true);
        leases.register(
                statuses.stream()
                        .map(engine -> MultiGauge.Row.of(
                                Tags.of("engine", engine.engine().id()), engine.leases()))
                        .toList(),
                true);
    }
}

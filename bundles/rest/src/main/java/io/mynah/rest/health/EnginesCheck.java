package io.mynah.rest.health;

import io.mynah.api.admin.EngineAdmin;
import io.mynah.api.admin.EngineStatus;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.rest.Facades;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Whether an engine speaks, and somebody reads texts for it. An engine that has failed is a warning, as long as others speak. */
@Component(
        service = HealthCheck.class,
        property = {
            HealthCheck.NAME + "=Engines",
            HealthCheck.TAGS + "=" + ReadyServlet.TAG,
            HealthCheck.TAGS + "=mynah"
        })
public final class EnginesCheck implements HealthCheck {
    private final Facades facades;
    private final List<TextFrontEnd> frontEnds = new CopyOnWriteArrayList<>();

    @Activate
    public EnginesCheck(@Reference Facades facades) {
        this.facades = facades;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addFrontEnd(TextFrontEnd frontEnd) {
        frontEnds.add(frontEnd);
    }

    void removeFrontEnd(TextFrontEnd frontEnd) {
        frontEnds.remove(frontEnd);
    }

    @Override
    public Result execute() {
        Optional<SpeechService> speech = facades.speech();
        if (speech.isEmpty()) {
            return new Result(Status.TEMPORARILY_UNAVAILABLE, "The speech service is not running");
        }
        List<EngineInfo> engines = speech.get().engines();
        ResultLog log = new ResultLog();
        whyMute(engines)
                .ifPresentOrElse(
                        reason -> log.add(new ResultLog.Entry(Status.TEMPORARILY_UNAVAILABLE, reason)),
                        () -> log.add(new ResultLog.Entry(
                                Status.OK,
                                "They speak: "
                                        + String.join(
                                                ", ",
                                                engines.stream()
                                                        .map(EngineInfo::id)
                                                        .toList()))));
        facades.engineAdmin().map(EngineAdmin::engines).orElse(List.of()).stream()
                .filter(engine -> engine.state() == EngineStatus.State.FAILED)
                .forEach(engine -> log.add(new ResultLog.Entry(
                        Status.WARN, "Engine " + engine.engine().id() + " has failed: " + engine.reason())));
        return new Result(log);
    }

    /** Who speaks needs text that somebody has read. */
    private Optional<String> whyMute(List<EngineInfo> engines) {
        List<String> languages =
                engines.stream().map(EngineInfo::defaultLanguage).distinct().toList();
        if (languages.isEmpty()) {
            return Optional.of("No engine can speak yet");
        }
        boolean read =
                frontEnds.stream().anyMatch(frontEnd -> languages.stream().anyMatch(frontEnd.languages()::contains));
        return read ? Optional.empty() : Optional.of("No text front end is there for " + String.join(", ", languages));
    }
}

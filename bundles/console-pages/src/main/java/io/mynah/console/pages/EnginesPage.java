package io.mynah.console.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.admin.AdminException;
import io.mynah.api.admin.EngineAdmin;
import io.mynah.api.admin.EngineStatus;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /system/console/mynah-engines}: the engines, and what can be done with them. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + EnginesPage.LABEL,
            ServletConstants.PLUGIN_TITLE + "=Engines",
            ServletConstants.PLUGIN_CATEGORY + "=Mynah",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=/" + EnginesPage.LABEL + "/res/ui/mynah.css"
        })
public final class EnginesPage extends Page {
    static final String LABEL = "mynah-engines";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(EnginesPage.class);

    /** Away while tts-core is being replaced. */
    private transient volatile @Nullable EngineAdmin engines;

    @Activate
    public EnginesPage() {
        super(LABEL, "engines.html", Set.of("stop", "start", "promote", "demote", "unload"));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindEngines(EngineAdmin service) {
        engines = service;
    }

    void unbindEngines(EngineAdmin service) {
        engines = engines == service ? null : engines;
    }

    @Override
    Answer state() {
        EngineAdmin admin = engines;
        if (admin == null) {
            return away();
        }
        ObjectNode answer = Answer.object();
        ArrayNode all = answer.putArray("engines");
        admin.engines().stream().map(EnginesPage::describe).forEach(all::add);
        return Answer.ok(answer);
    }

    @Override
    Answer run(String action, String id, HttpServletRequest request) {
        EngineAdmin admin = engines;
        if (admin == null) {
            return away();
        }
        LOG.info("{} of the engine {}, from the console", action, id);
        try {
            return Answer.ok(
                    switch (action) {
                        case "stop" -> describe(admin.stop(id));
                        case "start" -> describe(admin.start(id));
                        case "promote" -> describe(admin.promote(id));
                        case "demote" -> describe(admin.demote(id));
                        default -> Answer.object().put("unloaded", admin.unload(id));
                    });
        } catch (AdminException e) {
            return Answer.error(404, String.valueOf(e.getMessage()));
        }
    }

    private static Answer away() {
        return Answer.error(503, "The speech service is not running");
    }

    private static ObjectNode describe(EngineStatus status) {
        return Answer.object()
                .put("id", status.engine().id())
                .put("title", status.engine().title())
                .put("version", status.engine().version())
                .put("device", status.engine().device())
                .put("device_reason", status.engine().deviceReason())
                .put("state", status.state().name().toLowerCase(Locale.ROOT))
                .put("reason", status.reason())
                .put("ranking", status.ranking())
                .put("promoted", status.promoted())
                .put("leases", status.leases())
                .put("requests", status.requests())
                .put("spoken", status.figures().spoken())
                .put("errors", status.figures().failed())
                .put("real_time_factor", status.figures().realTimeFactor())
                .put("bundle", status.bundle())
                .put("bundle_version", status.bundleVersion());
    }
}

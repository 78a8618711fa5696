package io.mynah.core;

import io.mynah.api.admin.AdminException;
import io.mynah.api.admin.EngineAdmin;
import io.mynah.api.admin.EngineStatus;
import io.mynah.api.admin.EngineStatus.State;
import io.mynah.api.engine.TtsEngine;
import io.mynah.core.engines.EngineRegistry;
import io.mynah.core.engines.Standing;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an administrator does with the engines of a queue. */
final class EngineAdministration implements EngineAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(EngineAdministration.class);

    private final SpeechQueue queue;
    private final EngineRegistry registry;
    private final Duration drainLimit;
    private final LongFunction<Origin> origins;
    private final EngineTally tally = new EngineTally();

    /** The bundle that an engine comes from; empty texts once it has gone. */
    record Origin(String bundle, String version) {
        static final Origin GONE = new Origin("", "");

        /** Of the engine that has a service's id. */
        static Origin of(BundleContext context, long service) {
            try {
                Collection<ServiceReference<TtsEngine>> found =
                        context.getServiceReferences(TtsEngine.class, "(" + Constants.SERVICE_ID + "=" + service + ")");
                Bundle bundle = found.stream()
                        .findFirst()
                        .map(ServiceReference::getBundle)
                        .orElse(null);
                return bundle == null
                        ? GONE
                        : new Origin(
                                bundle.getSymbolicName(), bundle.getVersion().toString());
            } catch (InvalidSyntaxException e) {
                throw new IllegalStateException("a number makes a filter", e);
            }
        }
    }

    /**
     * The administration of a queue's engines.
     *
     * @param drainLimit how long {@link #stop} waits for requests that the engine has begun
     * @param origins of engines, by the ids of their services
     */
    EngineAdministration(SpeechQueue queue, Duration drainLimit, LongFunction<Origin> origins) {
        this.queue = queue;
        this.registry = queue.engines();
        this.drainLimit = drainLimit;
        this.origins = origins;
        queue.observers().add(tally);
    }

    @Override
    public List<EngineStatus> engines() {
        return registry.standings().stream().map(this::describe).toList();
    }

    @Override
    public EngineStatus stop(String id) throws AdminException {
        Standing engine = find(id);
        registry.setStopped(id, true);
        LOG.info("Engine {} is stopped by an administrator", id);
        try {
            if (queue.awaitNoneOf(engine.info(), drainLimit)) {
                boolean freed = engine.engine().unload();
                LOG.info("Engine {} is silent{}", id, freed ? " and has given its memory back" : "");
            } else {
                LOG.warn("Engine {} still speaks what it had begun {} s ago", id, drainLimit.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return describe(find(id));
    }

    @Override
    public EngineStatus start(String id) throws AdminException {
        find(id);
        registry.setStopped(id, false);
        LOG.info("Engine {} is started by an administrator", id);
        return describe(find(id));
    }

    @Override
    public EngineStatus promote(String id) throws AdminException {
        find(id);
        registry.promote(id);
        LOG.info("Engine {} is preferred to all others by an administrator", id);
        return describe(find(id));
    }

    @Override
    public EngineStatus demote(String id) throws AdminException {
        if (find(id).promoted()) {
            registry.promote(null);
            LOG.info("Engine {} is not preferred any more", id);
        }
        return describe(find(id));
    }

    @Override
    public boolean unload(String id) throws AdminException {
        boolean freed = find(id).engine().unload();
        if (freed) {
            LOG.info("Engine {} has given its memory back, as an administrator asked for", id);
        }
        return freed;
    }

    private Standing find(String id) throws AdminException {
        List<Standing> all = registry.standings();
        return all.stream()
                .filter(engine -> engine.info().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AdminException.Unknown("there is no engine '" + id + "'; there are "
                        + String.join(
                                ", ",
                                all.stream().map(engine -> engine.info().id()).toList())));
    }

    private EngineStatus describe(Standing engine) {
        int requests = engine.leaves() ? 0 : queue.requestsOf(engine.info());
        boolean busy = engine.leases() > 0 || requests > 0;
        State state;
        String reason;
        if (engine.hangs()) {
            state = State.FAILED;
            reason = "it hangs: its bundle is gone, and it did not give an utterance back";
        } else if (engine.leaves()) {
            state = State.DRAINING;
            reason = "its bundle is being stopped or replaced";
        } else if (engine.stopped()) {
            state = busy ? State.DRAINING : State.STOPPED;
            reason = "an administrator stopped it";
        } else {
            state = engine.trouble().isEmpty() ? State.SPEAKING : State.FAILED;
            reason = engine.trouble();
        }
        Origin origin = origins.apply(engine.order());
        return new EngineStatus(
                engine.info(),
                state,
                reason,
                engine.ranking(),
                engine.promoted(),
                engine.leases(),
                requests,
                tally.of(engine.info().id()),
                origin.bundle(),
                origin.version());
    }
}

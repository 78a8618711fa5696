package io.mynah.engine.onnx;

import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.model.ModelUser;
import io.mynah.engine.onnx.device.Placement;
import java.io.IOException;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine that can be seen before its network is loaded. Where {@value #PRELOAD} says so, as it does in a server, the
 * network is loaded at once on a thread of its own; elsewhere the first who speaks loads it. An engine that cannot be loaded
 * goes again. Safe for use by several threads.
 */
public final class RegisteredEngine {
    private static final Logger LOG = LoggerFactory.getLogger(RegisteredEngine.class);
    private static final String PRELOAD = "mynah.preload";

    private final EngineInfo info;
    private final String model;
    private final int ranking;
    private final Runnable close;
    private final ServiceRegistration<TtsEngine> registration;
    private final CompletableFuture<Void> loading;
    private volatile boolean failed;

    /** Loads the network of an engine. */
    public interface Loading {

        /**
         * Loads it, and warms it up where that helps.
         *
         * @throws EngineException if it cannot speak
         * @throws IOException if it cannot be loaded
         */
        void load() throws EngineException, IOException;
    }

    /**
     * Registers an engine.
     *
     * @param model id of the model that it speaks with
     * @param ranking {@code service.ranking}
     * @param ahead loads the network before anybody asks
     * @param close frees what the engine holds; called when it has gone, more than once where both ways come together
     */
    public RegisteredEngine(
            BundleContext context, TtsEngine engine, String model, int ranking, Loading ahead, Runnable close) {
        this.info = engine.info();
        this.model = model;
        this.ranking = ranking;
        this.close = close;
        registration = context.registerService(TtsEngine.class, engine, properties(info, model, ranking));
        loading = Boolean.parseBoolean(context.getProperty(PRELOAD))
                ? CompletableFuture.runAsync(() -> load(ahead), task -> {
                    Thread thread = new Thread(task, "mynah-" + engine.info().id() + "-start");
                    thread.setDaemon(true);
                    thread.start();
                })
                : CompletableFuture.completedFuture(null);
    }

    /** What an engine is registered with. */
    public static Dictionary<String, Object> properties(EngineInfo info, String model, int ranking) {
        Map<String, Object> properties = new HashMap<>(info.serviceProperties());
        properties.put(ModelUser.MODEL, model);
        properties.put(Constants.SERVICE_RANKING, ranking);
        return FrameworkUtil.asDictionary(properties);
    }

    /** Tells everybody that the engine computes somewhere else now. */
    public void moved(Placement to) {
        try {
            registration.setProperties(properties(info.on(to.device().id(), to.reason()), model, ranking));
        } catch (IllegalStateException e) {
            LOG.debug("The engine has gone before", e);
        }
    }

    private void load(Loading ahead) {
        try {
            ahead.load();
        } catch (EngineException | IOException | RuntimeException e) {
            Throwable reason = e.getCause() instanceof IOException cause ? cause : e;
            LOG.error("{} cannot speak: {}", info.title(), reason.getMessage());
            LOG.debug("It goes", e);
            failed = true;
            withdraw();
        }
    }

    private synchronized void withdraw() {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("The engine has gone before", e);
        }
        close.run();
    }

    /** Whether it has not gone because it could not be loaded. */
    public boolean isThere() {
        return !failed;
    }

    /** Takes the engine away; waits until nobody uses it any more. */
    public void stop() {
        withdraw();
        // A network that is being loaded, or runs, while the process ends takes the process down with it.
        loading.join();
    }
}

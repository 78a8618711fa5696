package io.mynah.cli;

import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelPulls;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the model that the setting {@code model} names, while the server starts and speaks with what it has, and tells on
 * the terminal how far it is. If that fails, it is told and nothing else changes.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.mynah.cli.model")
public final class WantedModel {
    private static final Logger LOG = LoggerFactory.getLogger(WantedModel.class);
    /** For the engine that knows which precision it wants. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long STEP_MILLIS = 250;
    private static final int ALL_LEVELS = 100;

    private final BundleContext context;
    private final String model;
    private final ModelStore store;
    private final ModelPulls pulls;
    private final Thread thread;

    /** The setting. */
    @interface Config {
        /** Empty for none. */
        String model() default "";
    }

    @Activate
    public WantedModel(BundleContext context, Config config, @Reference ModelStore store, @Reference ModelPulls pulls) {
        this.context = context;
        this.model = config.model();
        this.store = store;
        this.pulls = pulls;
        this.thread = new Thread(this::run, "mynah-wanted-model");
        thread.setDaemon(true);
        // Single commands fetch only what they are told to.
        if (!model.isEmpty() && Boolean.parseBoolean(context.getProperty("mynah.preload"))) {
            thread.start();
        }
    }

    private void run() {
        try {
            awaitUser();
            if (store.find(model, "").isEmpty()) {
                fetch();
            }
        } catch (ModelException e) {
            giveUp(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            LOG.debug("The server stops, and the download with it", e);
        }
    }

    private void awaitUser() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            String filter = "(" + ModelUser.MODEL + "=" + model + ")";
            while (context.getServiceReferences(ModelUser.class, filter).isEmpty() && System.nanoTime() - end < 0) {
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("'" + model + "' is not the id of a model", e);
        }
    }

    private void fetch() throws ModelException, InterruptedException {
        LOG.info("{} ({}) is being fetched", model, pulls.start(model, "").precision());
        ProgressLine line = new ProgressLine(System.err, Boolean.parseBoolean(context.getProperty("mynah.terminal")));
        ModelProgress progress;
        do {
            Thread.sleep(STEP_MILLIS);
            progress = pulls.progress(model).orElseThrow(InterruptedException::new);
            // Before that the terminal belongs to the lines of the start.
            if (isStarted() && !progress.state().isOver()) {
                line.show(progress);
            }
        } while (!progress.state().isOver());
        line.end();
        switch (progress.state()) {
            case DONE -> LOG.info("{} is here", model);
            case CANCELLED -> LOG.info("{} was not fetched: somebody cancelled that", model);
            default -> giveUp(Optional.ofNullable(progress.message()).orElse("nobody knows why"));
        }
    }

    private boolean isStarted() {
        Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        return system.adapt(FrameworkStartLevel.class).getStartLevel() >= ALL_LEVELS;
    }

    private void giveUp(String why) {
        LOG.error("{} was not fetched: {}; the voices that are here speak", model, why);
    }

    /** Watches no more; the store ends the download if it stops. */
    @Deactivate
    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(STEP_MILLIS);
    }
}

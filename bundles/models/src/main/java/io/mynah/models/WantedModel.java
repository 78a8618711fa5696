package io.mynah.models;

import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo.Source;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the model fetched that a person set, while the server starts and speaks with what it has. If that fails, it is told and
 * nothing else changes.
 */
final class WantedModel {
    private static final Logger LOG = LoggerFactory.getLogger(WantedModel.class);

    private final String id;
    private final LocalModelStore store;
    private final BackgroundPulls pulls;
    private final Duration patience;
    private final CountDownLatch userCame = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Begins at once, on a thread of its own.
     *
     * @param id of the model
     * @param patience how long to wait for the engine that knows which precision it wants
     */
    WantedModel(String id, LocalModelStore store, BackgroundPulls pulls, Duration patience) {
        this.id = id;
        this.store = store;
        this.pulls = pulls;
        this.patience = patience;
        this.thread = new Thread(this::run, "mynah-wanted-model");
        thread.setDaemon(true);
        thread.start();
    }

    /** Somebody uses a model from now on. */
    void userCame(Object model) {
        if (model.equals(id)) {
            userCame.countDown();
        }
    }

    private void run() {
        try {
            // One of the distribution is here, and nobody is asked for a precision of it.
            boolean choice = store.select(id, "").model().source() == Source.HUB;
            if (choice && !userCame.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("No engine here speaks with {}", id);
            }
            if (store.find(id, "").isEmpty()) {
                pulls.start(id, "");
            }
        } catch (ModelException e) {
            LOG.error("{} was not fetched: {}", id, e.getMessage());
        } catch (InterruptedException e) {
            LOG.debug("The store stops", e);
        }
    }

    /** Begins nothing any more. */
    void stop() {
        thread.interrupt();
    }

    /** Waits until it has seen to what there is to do. */
    void join() throws InterruptedException {
        thread.join();
    }
}

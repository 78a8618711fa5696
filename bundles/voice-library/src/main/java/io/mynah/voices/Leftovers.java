package io.mynah.voices;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept of clips that a person deletes by hand, of which nobody tells the library: a minute after the start, and once
 * a day, what was made of them goes too. What people wrote, their notes, stays: a clip that is away for a while, since its
 * folder is being synchronised, for example, finds them again. Safe for use by several threads.
 */
final class Leftovers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final long FIRST_MINUTES = 1;
    private static final long MINUTES_A_DAY = 24 * 60;

    private final References references;
    private final Twins twins;
    private final Contents contents;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mynah-leftovers");
        thread.setDaemon(true);
        return thread;
    });

    /** @param contents tidied as well as twins */
    Leftovers(References references, Twins twins, Contents contents) {
        this.references = references;
        this.twins = twins;
        this.contents = contents;
    }

    /** Tidies from now on, now and then. */
    void begin() {
        var ignored = clock.scheduleWithFixedDelay(this::tidy, FIRST_MINUTES, MINUTES_A_DAY, TimeUnit.MINUTES);
    }

    /** Removes what is left of clips that are not there any more. */
    void tidy() {
        // A folder without anything of ours may be the place of a volume that is not mounted.
        if (references.clips().isEmpty() && !Files.isDirectory(references.own())) {
            return;
        }
        try {
            twins.tidy(references);
            contents.tidy();
        } catch (IOException | RuntimeException e) {
            // Files are named after people.
            LOG.warn(
                    "What is left of clips that were deleted cannot be removed: {}",
                    e.getClass().getSimpleName());
            LOG.debug("It cannot be removed", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

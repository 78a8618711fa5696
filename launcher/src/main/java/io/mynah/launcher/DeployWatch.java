package io.mynah.launcher;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Warns of jars in deploy/ that are no bundles. File Install says nothing of them, and an extension of it would have to be
 * a bundle of its own, since its interfaces are not seen from here.
 *
 * <p>A file is judged when it has stayed the same from one look to the next, so that nobody is told of one that is still
 * being copied; and once, until it changes. Used by one thread at a time.
 */
final class DeployWatch {
    private static final long PAUSE_MILLIS = 1_000;
    private static final Logger LOG = System.getLogger(DeployWatch.class.getName());

    private final Path deploy;
    private final BiConsumer<Path, String> tell;
    private final Set<Stamp> judged = new HashSet<>();
    private Map<Path, Stamp> before = new HashMap<>();

    /** A file as it was at one look. */
    private record Stamp(Path file, long size, long modified) {}

    /** @param tell is given a file and what is wrong with it */
    DeployWatch(Path deploy, BiConsumer<Path, String> tell) {
        this.deploy = deploy;
        this.tell = tell;
    }

    /** Looks on a thread of its own, for as long as the process lives. */
    static void start(Path deploy) {
        // By System.Logger, which ends up in the same log as everything else and needs no bundle to be seen from here.
        DeployWatch watch = new DeployWatch(
                deploy, (file, fault) -> LOG.log(Level.WARNING, file + " " + fault + "; it is passed over"));
        Thread thread = new Thread(watch::run, "mynah-deploy-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                look();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once. */
    void look() {
        Map<Path, Stamp> now = new HashMap<>();
        try {
            for (Path jar : Layout.jars(deploy)) {
                BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
                Stamp stamp = new Stamp(
                        jar, attributes.size(), attributes.lastModifiedTime().toMillis());
                now.put(jar, stamp);
                if (stamp.equals(before.get(jar)) && judged.add(stamp)) {
                    DeployedJar.fault(jar).ifPresent(fault -> tell.accept(jar, fault));
                }
            }
        } catch (IOException e) {
            // A file that went between two steps, or a folder that cannot be read now: the next look tells.
            LOG.log(Level.DEBUG, "deploy/ cannot be looked at", e);
        }
        judged.retainAll(now.values());
        before = now;
    }
}

package io.mynah.admin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/** One bundle on its way to another version. {@link #prepare} is called first, then {@link #perform}, by whichever thread. */
final class Swap {
    private static final String FILE = "file:";
    private static final int STEP_MILLIS = 50;

    private final BundleContext context;
    private final Bundle bundle;
    private final Optional<Path> deployed;
    private final Path staged;
    private final Duration patience;

    private Swap(BundleContext context, Bundle bundle, Optional<Path> deployed, Path staged, Duration patience) {
        this.context = context;
        this.bundle = bundle;
        this.deployed = deployed;
        this.staged = staged;
        this.patience = patience;
    }

    /** Where a bundle lies in a folder; empty if it is not out of that folder. */
    static Optional<Path> within(Path folder, Bundle bundle) {
        if (!bundle.getLocation().startsWith(FILE)) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(URI.create(bundle.getLocation()));
            return folder.equals(file.getParent()) ? Optional.of(file) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a location may be any text
        }
    }

    /**
     * Copies a jar, so that nobody needs it any more.
     *
     * @param patience how long the new version may take to start
     */
    static Swap prepare(BundleContext context, Bundle bundle, Path deploy, Path jar, Duration patience)
            throws IOException {
        Optional<Path> deployed = within(deploy, bundle);
        // Beside its place, so that it gets there in one step; hidden, so that nobody takes it for one more bundle.
        Path staged = deployed.isPresent()
                ? Files.createTempFile(deploy, "." + deployed.get().getFileName(), ".part")
                : Files.createTempFile("mynah-swap-", ".jar");
        try {
            Files.copy(jar, staged, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(staged);
            throw e;
        }
        return new Swap(context, bundle, deployed, staged, patience);
    }

    /**
     * Replaces the bundle and waits until the new version runs.
     *
     * @return what went wrong, for people; empty if nothing did
     */
    String perform() throws IOException, InterruptedException {
        try {
            return deployed.isPresent() ? inFolder(deployed.get()) : inFramework();
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    /** By whoever watches the folder. */
    private String inFolder(Path place) throws IOException, InterruptedException {
        long before = bundle.getLastModified();
        long size = Files.size(staged);
        Files.move(staged, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Object key = Files.readAttributes(place, "fileKey,lastModifiedTime");
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - end < 0) {
            if (bundle.getLastModified() > before && isUp()) {
                boolean same = Files.size(place) == size
                        && key.equals(Files.readAttributes(place, "fileKey,lastModifiedTime"));
                return same ? "" : "the new jar did not do, and what was there before is back; the log says why";
            }
            Thread.sleep(STEP_MILLIS);
        }
        return late();
    }

    private String inFramework() throws IOException, InterruptedException {
        boolean ran = isUp();
        try (InputStream jar = Files.newInputStream(staged)) {
            bundle.update(jar);
            FrameworkWiring wiring =
                    context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
            if (wiring.getRemovalPendingBundles().contains(bundle)) {
                wiring.refreshBundles(List.of(bundle)); // others use packages of the old version
            }
        } catch (BundleException e) {
            return String.valueOf(e.getMessage());
        }
        long end = System.nanoTime() + patience.toNanos();
        while (ran && !isUp() && System.nanoTime() - end < 0) {
            Thread.sleep(STEP_MILLIS);
        }
        return ran && !isUp() ? late() : "";
    }

    private boolean isUp() {
        return bundle.getState() == Bundle.ACTIVE || isAttached(bundle);
    }

    /** Whether a bundle is a fragment that its host has: more it never gets to. */
    static boolean isAttached(Bundle bundle) {
        return bundle.getState() == Bundle.RESOLVED && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    private String late() {
        return "the new version did not start within " + patience.toSeconds() + " s; the log may say why";
    }
}

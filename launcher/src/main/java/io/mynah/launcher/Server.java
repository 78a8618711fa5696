package io.mynah.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.framework.BundleException;

/** The server's life: from the lock on its home to the last answered request. */
final class Server {
    private static final int SPEECH_LEVEL = 35;
    private static final int REST_LEVEL = 50;
    private static final int ALL_LEVELS = 100;
    /** For all that has to stop besides. */
    private static final long GRACE_MILLIS = 15_000;
    /** For a jar that is dropped in just when the start ends. */
    private static final long PATIENCE_MILLIS = 1_000;

    private static final String ENGINE = "io.mynah.api.engine.TtsEngine";
    private static final String HTTP = "org.osgi.service.servlet.runtime.HttpServiceRuntime";

    private final Layout layout;
    private final Settings settings;
    private final PrintStream out;
    private final long began;

    /** @param began {@link System#nanoTime()} of the process's first line */
    Server(Layout layout, Settings settings, PrintStream out, long began) {
        this.layout = layout;
        this.settings = settings;
        this.out = out;
        this.began = began;
    }

    @SuppressWarnings("try") // the lock is held, not used
    int run() throws IOException, BundleException, InterruptedException, SettingException {
        layout.createFolders();
        Optional<HomeLock> lock = HomeLock.take(layout.lockFile());
        if (lock.isEmpty()) {
            System.err.println("mynah: process " + HomeLock.holder(layout.lockFile()) + " already serves from "
                    + layout.home() + "; stop it, or set MYNAH_HOME to another folder");
            return Main.FAILED;
        }
        try (HomeLock held = lock.get()) {
            if (!portIsFree()) {
                return Main.FAILED;
            }
            Layout.deleteTree(layout.temporaryFiles());
            Files.createDirectories(layout.temporaryFiles());
            new Seeds(layout.seed(), layout.deploy()).apply();
            Platform platform = Platform.start(FrameworkProperties.server(layout, settings), layout.bundleCache());
            StopSignals.handle(() -> end(platform));
            try {
                start(platform);
            } catch (IllegalStateException | BundleException e) {
                // Told to stop in the middle of the start: what is gone cannot be asked, and takes no bundles.
                if (platform.isRunning()) {
                    throw e;
                }
            }
            platform.awaitStop();
            return Main.OK;
        }
    }

    private void start(Platform platform) throws IOException, BundleException, InterruptedException {
        Secrets.publish(platform, settings);
        platform.hook(new SwapsUnseenByHk2());
        for (Layout.Level level : layout.levels()) {
            if (!level.name().equals("gogo") || settings.flag(Settings.SHELL)) {
                platform.install(level.jars(), level.number());
            }
        }
        // From here on File Install, on a thread of its own, starts the engines of deploy/: they load while HTTP and
        // REST start.
        if (!platform.reach(SPEECH_LEVEL)) {
            return;
        }
        mark("speech");
        if (!platform.reach(REST_LEVEL)) {
            return;
        }
        mark("rest");
        banner(platform);
        if (platform.await(ENGINE, 10)) {
            out.printf(Locale.ROOT, "mynah: ready after %.1f s%n", seconds());
        } else {
            out.println("mynah: no engine can speak yet; logs/mynah.log may say why, /health/ready tells when");
        }
        // Last, so that it takes no time from the engine's loading.
        if (platform.reach(ALL_LEVELS)) {
            mark("console");
            List<String> missing = platform.notActive(PATIENCE_MILLIS);
            // At the end of a server that was told to stop meanwhile there is much that does not run.
            if (platform.isRunning()) {
                missing.forEach(line -> out.println("mynah: bundle not started: " + line));
            }
            DeployWatch.start(layout.deploy());
        }
    }

    /** Asked before the framework starts, since a bundle's failure to bind is not seen by a person. */
    private boolean portIsFree() throws IOException {
        int port = (int) settings.number(Settings.SERVER_PORT);
        String host = settings.text(Settings.SERVER_HOST);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (UnknownHostException e) {
            System.err.println("mynah: SERVER_HOST = '" + host + "' is not known to this machine");
        } catch (BindException e) {
            System.err.println("mynah: port " + port + " on " + host + " cannot be had (" + e.getMessage()
                    + "); stop what uses it, or set SERVER_PORT");
        }
        return false;
    }

    private void banner(Platform platform) {
        int port = platform.serviceProperty(HTTP, "osgi.http.endpoint")
                .flatMap(Server::port)
                .orElse((int) settings.number(Settings.SERVER_PORT));
        String host = settings.text(Settings.SERVER_HOST);
        boolean here = host.equals("0.0.0.0") || host.equals("::") || host.startsWith("127.");
        String base = "http://" + (here ? "localhost" : host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        out.println("mynah " + FrameworkProperties.version() + ", home " + layout.home());
        out.println("  API page   " + base + "/docs");
        out.println("  Console    " + base + "/system/console");
    }

    /** Empty on a machine that has nothing but loopback: HTTP then names no endpoint. */
    static Optional<Integer> port(Object endpoints) {
        String first =
                endpoints instanceof String[] all ? String.join(" ", all).split(" ", 2)[0] : endpoints.toString();
        return first.isEmpty()
                ? Optional.empty()
                : Optional.of(URI.create(first).getPort());
    }

    /** What was accepted is finished; then everything stops, and with it {@link #run()}. */
    private void end(Platform platform) {
        out.println("mynah: stopping; requests under way are finished first");
        try {
            // The REST bundle answers not ready from the framework's first sign on. It stops before what it needs, and
            // waits for its requests meanwhile, at most for drain.timeout.
            platform.stop(settings.number(Settings.DRAIN_TIMEOUT) + GRACE_MILLIS);
        } catch (BundleException | InterruptedException | IllegalStateException e) {
            System.err.println("mynah: stopped with trouble: " + e);
            Runtime.getRuntime().halt(Main.FAILED);
        }
    }

    private void mark(String phase) {
        if (Boolean.getBoolean("mynah.timing")) {
            out.printf(Locale.ROOT, "mynah: %-8s %.2f s%n", phase, seconds());
        }
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }
}

package io.mynah.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleException;

/**
 * Runs one command and ends. Commands are services of bundles: a {@code ToIntFunction<String[]>} with the property
 * {@code mynah.command}, which takes arguments and gives the exit code. It has a bundle cache of its own, so it runs
 * beside a server on the same home.
 */
final class Command {
    /** Speech, but neither network nor management. */
    private static final int LEVEL = 30;

    /** An engine that is being loaded cannot be interrupted, and an exit under it would crash. */
    private static final long STOP_MILLIS = 30_000;

    private final Layout layout;
    private final Settings settings;
    private final PrintStream out;

    Command(Layout layout, Settings settings, PrintStream out) {
        this.layout = layout;
        this.settings = settings;
        this.out = out;
    }

    int run(String name, String[] args) throws IOException, BundleException, InterruptedException, SettingException {
        Path cache = Files.createTempDirectory("mynah-");
        StopSignals.handle(() -> {
            Layout.deleteTree(cache);
            Runtime.getRuntime().halt(StopSignals.INTERRUPTED);
        });
        Platform platform = null;
        try {
            Map<String, String> properties = new LinkedHashMap<>(FrameworkProperties.common(layout, settings));
            properties.put("mynah.log.console.level", FrameworkProperties.consoleLevel(settings, "WARN"));
            properties.put("mynah.http.host", settings.text(Settings.SERVER_HOST));
            properties.put("mynah.http.port", settings.text(Settings.SERVER_PORT));
            platform = Platform.start(properties, cache);
            platform.publish(PrintStream.class, out, "mynah.stream", "stdout");
            Secrets.publish(platform, settings);
            for (Layout.Level level : FrameworkProperties.upTo(layout.levels(), LEVEL)) {
                platform.install(level.jars(), level.number());
            }
            platform.installUsable(
                    new Seeds(layout.seed(), layout.deploy()).effective(),
                    LEVEL,
                    line -> System.err.println("mynah: " + line));
            platform.reach(LEVEL);
            platform.notActive(0).forEach(line -> System.err.println("mynah: bundle not started: " + line));
            Optional<ToIntFunction<String[]>> command = find(platform, name);
            if (command.isEmpty()) {
                System.err.println("mynah: '" + name.replaceAll("\\p{Cntrl}", "?")
                        + "' is not a command, or the bundles it needs did not start");
                return Main.BAD_SETTING;
            }
            return command.get().applyAsInt(args);
        } finally {
            if (platform != null) {
                platform.stop(STOP_MILLIS);
            }
            Layout.deleteTree(cache);
        }
    }

    /** Looks a command up. */
    @SuppressWarnings("unchecked") // a service's type arguments are by agreement
    static Optional<ToIntFunction<String[]>> find(Platform platform, String name) {
        if (!name.matches("[a-z-]{1,40}")) {
            return Optional.empty();
        }
        return platform.service(ToIntFunction.class, "(mynah.command=" + name + ")")
                .map(command -> (ToIntFunction<String[]>) command);
    }
}

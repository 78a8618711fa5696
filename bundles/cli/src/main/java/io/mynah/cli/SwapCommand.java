package io.mynah.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mynah swap}: replaces a bundle of a running server, and tells how that went. */
@Component(service = ToIntFunction.class, property = Cli.COMMAND + "swap")
public final class SwapCommand extends Subcommand {
    private static final String USAGE = """
            usage: mynah swap JAR

            Replaces the bundle of the running server that has the jar's symbolic name, and waits until the new version
            runs. One out of deploy/ is replaced there and stays; any other one is what the distribution has again after
            the next start. It needs the setting admin.token (ADMIN_TOKEN), the same one here and there.
            """;

    private static final int STEP_MILLIS = 200;

    private final AdminClient server;
    private final PrintStream out;
    private final Duration patience;

    @Activate
    public SwapCommand(@Reference AdminClient server, @Reference(target = Cli.STDOUT) PrintStream out) {
        this(server, out, Duration.ofSeconds(90)); // the server waits for 60
    }

    SwapCommand(AdminClient server, PrintStream out, Duration patience) {
        super(USAGE, Set.of(), Set.of());
        this.server = server;
        this.out = out;
        this.patience = patience;
    }

    @Override
    void printHelp(String help) {
        out.print(help);
    }

    @Override
    int run(Arguments arguments) throws Arguments.UsageException, IOException, InterruptedException {
        Path jar = Path.of(arguments.onlyWord("JAR"));
        if (!Files.isRegularFile(jar)) {
            throw new NoSuchFileException(jar.toString());
        }
        JsonNode ignored = server.get("bundles"); // a refusal while the jar is being sent may be lost
        String name = server.send("swap", jar).get("name").textValue();
        JsonNode after = awaitEnd("bundles/" + AdminClient.part(name));
        String problem = after.get("problem").textValue();
        if (!problem.isEmpty()) {
            throw new IOException(name + ": " + problem);
        }
        out.println(name + " " + after.get("version").textValue() + " runs");
        return Cli.OK;
    }

    /** Asks until it is over; the bundle that answers may be the one that is replaced. */
    private JsonNode awaitEnd(String path) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                JsonNode bundle = server.get(path);
                if (!bundle.get("swapping").booleanValue()) {
                    return bundle;
                }
            } catch (AdminClient.AwayException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException("it is not over yet; 'mynah bundles' tells how it goes on");
            }
            Thread.sleep(STEP_MILLIS);
        }
    }
}

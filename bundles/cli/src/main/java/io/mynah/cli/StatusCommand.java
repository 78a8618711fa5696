package io.mynah.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mynah status}: how a running server is, in short. */
@Component(service = ToIntFunction.class, property = Cli.COMMAND + "status")
public final class StatusCommand extends Subcommand {
    private static final String USAGE = """
            usage: mynah status

            Tells how the running server is: queue, memory, engines, and bundles that do not run. Exit code 1 if no server
            answers or no engine speaks. It needs the setting admin.token (ADMIN_TOKEN), the same one here and there.
            """;

    private final AdminClient server;
    private final PrintStream out;

    @Activate
    public StatusCommand(@Reference AdminClient server, @Reference(target = Cli.STDOUT) PrintStream out) {
        super(USAGE, Set.of(), Set.of());
        this.server = server;
        this.out = out;
    }

    @Override
    void printHelp(String help) {
        out.print(help);
    }

    @Override
    int run(Arguments arguments) throws Arguments.UsageException, IOException, InterruptedException {
        arguments.noWords();
        JsonNode status = server.get("status");
        Duration uptime = Duration.ofSeconds(status.get("uptime_seconds").longValue());
        out.printf(
                "up %d h %02d min, %s of %s heap, %d waiting and %d speaking of %d%n%n",
                uptime.toHours(),
                uptime.toMinutesPart(),
                ProgressLine.bytes(status.at("/heap/used_bytes").longValue()),
                ProgressLine.bytes(status.at("/heap/most_bytes").longValue()),
                status.at("/queue/waiting").intValue(),
                status.at("/queue/speaking").intValue(),
                status.at("/queue/capacity").intValue());
        out.print(EnginesCommand.table(status.get("engines")));
        if (!status.get("bundles_down").isEmpty()) {
            out.println();
            out.print(BundlesCommand.table(status.get("bundles_down")));
        }
        boolean speaks = false;
        for (JsonNode engine : status.get("engines")) {
            speaks |= engine.get("state").textValue().equals("speaking");
        }
        return speaks ? Cli.OK : Cli.FAILED;
    }
}

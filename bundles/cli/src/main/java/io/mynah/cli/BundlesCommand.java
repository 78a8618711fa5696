package io.mynah.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mynah bundles}: what a running server is made of. */
@Component(service = ToIntFunction.class, property = Cli.COMMAND + "bundles")
public final class BundlesCommand extends Subcommand {
    private static final String USAGE = """
            usage: mynah bundles

            Lists Mynah's bundles in the running server, and those that were dropped into deploy/. It needs the setting
            admin.token (ADMIN_TOKEN), the same one here and there.
            """;

    private final AdminClient server;
    private final PrintStream out;

    @Activate
    public BundlesCommand(@Reference AdminClient server, @Reference(target = Cli.STDOUT) PrintStream out) {
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
        out.print(table(server.get("bundles").get("bundles")));
        return Cli.OK;
    }

    /** Bundles as the server tells of them. */
    static Table table(Iterable<JsonNode> bundles) {
        Table table = new Table();
        table.row("BUNDLE", "VERSION", "STATE", "WHERE", "CHANGED", "PROBLEM");
        for (JsonNode bundle : bundles) {
            table.row(
                    bundle.get("name").textValue(),
                    bundle.get("version").textValue(),
                    bundle.get("swapping").booleanValue()
                            ? "swapping"
                            : bundle.get("state").textValue(),
                    bundle.get("deployed").booleanValue() ? "deploy" : "system",
                    bundle.get("changed").textValue(),
                    bundle.get("problem").textValue());
        }
        return table;
    }
}

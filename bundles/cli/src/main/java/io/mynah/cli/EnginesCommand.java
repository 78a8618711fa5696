package io.mynah.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mynah engines}: sees and manages the engines of a running server. */
@Component(service = ToIntFunction.class, property = Cli.COMMAND + "engines")
public final class EnginesCommand extends Subcommand {
    private static final Set<String> ACTIONS = Set.of("stop", "start", "promote", "demote", "unload");

    private static final String USAGE = """
            usage: mynah engines [list | stop ID | start ID | promote ID | demote ID | unload ID]

            list     the engines of the running server, the preferred one first
            stop     gives an engine no new requests; waits until it has spoken those that it has
            start    gives it requests again
            promote  prefers it to all others, whatever their rankings
            demote   undoes that
            unload   has it give its memory back until it is wanted

            What is decided here lasts until the server is started anew. It needs the setting admin.token (ADMIN_TOKEN),
            the same one here and there.
            """;

    private final AdminClient server;
    private final PrintStream out;

    @Activate
    public EnginesCommand(@Reference AdminClient server, @Reference(target = Cli.STDOUT) PrintStream out) {
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
        List<String> words = arguments.words();
        String verb = words.isEmpty() ? "list" : words.get(0);
        if (verb.equals("list") && words.size() <= 1) {
            out.print(table(server.get("engines").get("engines")));
            return Cli.OK;
        }
        if (!ACTIONS.contains(verb)) {
            throw new Arguments.UsageException("'" + verb + "' is none of list, stop, start, promote, demote, unload");
        }
        if (words.size() != 2) {
            throw new Arguments.UsageException(verb + " wants the id of one engine");
        }
        JsonNode answer = server.post("engines/" + AdminClient.part(words.get(1)) + "/" + verb);
        if (verb.equals("unload")) {
            out.println(answer.get("unloaded").booleanValue() ? "unloaded" : "there was nothing to unload");
        } else {
            out.print(table(List.of(answer)));
        }
        return Cli.OK;
    }

    /** Engines as the server tells of them. */
    static Table table(Iterable<JsonNode> engines) {
        Table table = new Table();
        table.row("ENGINE", "STATE", "DEVICE", "REQUESTS", "SPOKEN", "ERRORS", "RANKING", "VERSION", "BUNDLE", "WHY");
        for (JsonNode engine : engines) {
            table.row(
                    engine.get("id").textValue(),
                    engine.get("state").textValue(),
                    engine.get("device").textValue(),
                    engine.get("requests").asText(),
                    engine.get("spoken").asText(),
                    engine.get("errors").asText(),
                    engine.get("promoted").booleanValue()
                            ? "promoted"
                            : engine.get("ranking").asText(),
                    engine.get("version").textValue(),
                    engine.get("bundle").textValue(),
                    engine.get("reason").textValue());
        }
        return table;
    }
}

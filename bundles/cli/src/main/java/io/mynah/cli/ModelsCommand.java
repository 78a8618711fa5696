package io.mynah.cli;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo;
import io.mynah.api.model.ModelReport;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelToken;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mynah models}: what there is, and how it comes here. */
@Component(service = ToIntFunction.class, property = Cli.COMMAND + "models")
public final class ModelsCommand extends Subcommand {
    private static final String PRECISION = "--precision";

    private static final String USAGE = """
            usage: mynah models list | pull ID | verify ID | remove ID | token  [--precision P]

            list    what models there are, and which of them are here
            pull    fetches a model, or what is missing of it; Ctrl-C is safe, the next pull goes on from there
            verify  reads its files and compares their checksums
            remove  takes it out of the cache, which other programs of the hub share
            token   reads a token for closed models from the terminal or standard input and keeps it in conf/hub-token,
                    which nobody but you can read; an empty line forgets it

            --precision P   such as q4; or mixed, such as q4,conditional_decoder=fp32

            Nothing is fetched unless you say pull. Models of the hub lie in its standard cache (HF_HUB_CACHE, HF_HOME),
            and those that are there already are used. HF_TOKEN or 'token' opens closed ones; OFFLINE_MODE=true forbids to
            fetch.
            """;

    private final ModelStore store;
    private final ModelToken token;
    private final PrintStream out;
    private final boolean terminal;
    private final boolean isTyped;

    @Activate
    public ModelsCommand(
            BundleContext context,
            @Reference ModelStore store,
            @Reference ModelToken token,
            @Reference(target = Cli.STDOUT) PrintStream out) {
        super(USAGE, Set.of(PRECISION), Set.of());
        this.store = store;
        this.token = token;
        this.out = out;
        // Of the start script: Java knows it from version 22 on.
        this.terminal = Boolean.parseBoolean(context.getProperty("mynah.terminal"));
        this.isTyped = Boolean.parseBoolean(context.getProperty("mynah.typed"));
    }

    @Override
    void printHelp(String help) {
        out.print(help);
    }

    @Override
    int run(Arguments arguments) throws Arguments.UsageException, ModelException, IOException {
        List<String> words = arguments.words();
        String verb = words.isEmpty() ? "list" : words.get(0);
        if (verb.equals("list") && words.size() <= 1) {
            return list();
        }
        if (verb.equals("token") && words.size() == 1) {
            return token();
        }
        if (verb.equals("token")) {
            throw new Arguments.UsageException(
                    "a token is read from standard input: others see the words of a command");
        }
        if (!Set.of("pull", "verify", "remove").contains(verb)) {
            throw new Arguments.UsageException("'" + verb + "' is none of list, pull, verify, remove, token");
        }
        if (words.size() != 2) {
            throw new Arguments.UsageException(verb + " wants the id of one model");
        }
        String id = words.get(1);
        String precision = arguments.value(PRECISION).orElse("");
        return switch (verb) {
            case "pull" -> pull(id, precision);
            case "verify" -> verify(id, precision);
            default -> remove(id);
        };
    }

    private int list() {
        Table table = new Table();
        table.row("MODEL", "PRECISION", "SIZE", "HERE", "LICENCE", "WHAT");
        for (ModelInfo model : store.models()) {
            for (ModelInfo.Variant variant : model.variants()) {
                String size = ProgressLine.bytes(variant.bytes());
                table.row(
                        model.id(),
                        variant.precision(),
                        variant.exact() ? size : "about " + size,
                        variant.folder() == null ? "no" : "yes",
                        model.licence(),
                        model.title());
            }
        }
        out.print(table);
        return Cli.OK;
    }

    private int pull(String id, String precision) throws ModelException {
        ProgressLine line = new ProgressLine(System.err, terminal);
        try {
            out.println(store.pull(id, precision, line::show, Cancellation.none()));
        } finally {
            line.end();
        }
        return Cli.OK;
    }

    private int verify(String id, String precision) throws ModelException {
        ProgressLine line = new ProgressLine(System.err, terminal);
        ModelReport report;
        try {
            report = store.verify(id, precision, line::show, Cancellation.none());
        } finally {
            line.end();
        }
        Table table = new Table();
        for (ModelReport.Entry file : report.files()) {
            table.row(file.finding().name().toLowerCase(Locale.ROOT), file.path());
        }
        out.print(table);
        if (!report.isGood()) {
            System.err.println("mynah: " + id + " is not whole; 'mynah models pull " + id
                    + "' fetches what is missing, after 'mynah models remove " + id + "' if something is damaged");
        }
        return report.isGood() ? Cli.OK : Cli.FAILED;
    }

    private int token() throws Arguments.UsageException, ModelException, IOException {
        String typed = readToken();
        if (typed == null) {
            throw new Arguments.UsageException("there is no token to read; an empty line forgets the one that is kept");
        }
        String text = typed.strip();
        if (text.isEmpty()) {
            out.println(token.forget() ? "forgotten" : "there was none");
            return Cli.OK;
        }
        try {
            out.println("kept in " + token.keep(text));
            return Cli.OK;
        } catch (IllegalArgumentException e) {
            throw new Arguments.UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** What was typed or comes by a pipe; null where that ends at once. */
    private @Nullable String readToken() throws IOException {
        @SuppressWarnings(
                "SystemConsoleNull") // of Java 22 on there is one where nobody types, too; hence the script's word
        Console console = isTyped ? System.console() : null;
        if (console != null) {
            char[] typed = console.readPassword("Token, which is not shown; empty to forget: ");
            return typed == null ? null : new String(typed);
        }
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }

    private int remove(String id) throws ModelException {
        out.println("freed " + ProgressLine.bytes(store.remove(id)));
        return Cli.OK;
    }
}

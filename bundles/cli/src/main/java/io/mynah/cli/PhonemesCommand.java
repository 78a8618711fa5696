package io.mynah.cli;

import io.mynah.api.text.TextFrontEnd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mynah phonemes}: how each line of a file sounds; one line of result for each, and nothing else. */
@Component(service = ToIntFunction.class, property = Cli.COMMAND + "phonemes")
public final class PhonemesCommand extends Subcommand {
    private static final String USAGE = """
            usage: mynah phonemes [--british] FILE

            Prints, for each line of FILE (UTF-8; - reads standard input), one line of phonemes.
            """;

    private final List<TextFrontEnd> frontEnds;
    private final PrintStream out;

    @Activate
    public PhonemesCommand(@Reference List<TextFrontEnd> frontEnds, @Reference(target = Cli.STDOUT) PrintStream out) {
        super(USAGE, Set.of(), Set.of("--british"));
        this.frontEnds = List.copyOf(frontEnds);
        this.out = out;
    }

    @Override
    void printHelp(String help) {
        out.print(help);
    }

    @Override
    int run(Arguments arguments) throws Arguments.UsageException, IOException {
        String file = arguments.onlyWord("file");
        String language = arguments.has("--british") ? "en-GB" : "en-US";
        TextFrontEnd frontEnd = frontEnds.stream()
                .filter(candidate -> candidate.languages().contains(language))
                .findFirst()
                .orElseThrow(() -> new IOException("nothing here reads " + language));
        PrintStream result = new PrintStream(out, false, StandardCharsets.UTF_8);
        try (InputStream input = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
                BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // A line stays a line, whatever it holds.
                result.print(frontEnd.phonemes(line, language).replaceAll("\\R", " "));
                result.print('\n');
            }
        }
        result.flush();
        return out.checkError() ? Cli.FAILED : Cli.OK;
    }
}

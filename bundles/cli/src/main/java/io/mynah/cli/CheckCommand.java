package io.mynah.cli;

import io.mynah.api.audio.AudioConverter;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.GoldenCheck;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.WavFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

/** {@code mynah check}: looks at everything that a server needs, and says what to do where something is amiss. */
@Component(service = ToIntFunction.class, property = Cli.COMMAND + "check")
public final class CheckCommand extends Subcommand {
    private static final String USAGE = """
            usage: mynah check [--goldens DIR]

            Looks whether everything is in place: Java, bundles, models, languages, an engine that speaks, ffmpeg, folders, the port.
            Ends with 0 if so, with 1 if something needs you.

              --goldens DIR   instead, computes what another implementation recorded there (golden/index.json and so on)
                              with the engines' own code, and prints how much of it agrees
            """;

    private final BundleContext context;
    private final @Nullable SpeechService speech;
    private final @Nullable AudioConverter converter;
    private final List<GoldenCheck> goldens;
    private final PrintStream out;

    @Activate
    public CheckCommand(
            BundleContext context,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) @Nullable SpeechService speech,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) @Nullable AudioConverter converter,
            @Reference List<GoldenCheck> goldens,
            @Reference(target = Cli.STDOUT) PrintStream out) {
        super(USAGE, Set.of("--goldens"), Set.of());
        this.context = context;
        this.speech = speech;
        this.converter = converter;
        this.goldens = List.copyOf(goldens);
        this.out = out;
    }

    @Override
    void printHelp(String help) {
        out.print(help);
    }

    @Override
    int run(Arguments arguments) throws Arguments.UsageException, IOException, InterruptedException {
        arguments.noWords();
        Optional<String> set = arguments.value("--goldens");
        if (set.isPresent()) {
            return compare(Path.of(set.get()));
        }
        Report report = new Report();
        MachineChecks machine = new MachineChecks(context, report);
        machine.java();
        machine.bundles();
        machine.deployed();
        machine.models();
        machine.choices();
        machine.secrets();
        machine.languages();
        machine.folders();
        machine.port();
        engine(report);
        machine.converter(converter);
        out.print(report);
        return report.isGood() ? Cli.OK : Cli.FAILED;
    }

    private int compare(Path set) throws IOException {
        List<GoldenCheck> able =
                goldens.stream().filter(each -> each.understands(set)).toList();
        if (able.isEmpty()) {
            throw new IOException(
                    Files.isDirectory(set) ? "no engine understands what is in " + set : set + " is not a folder");
        }
        int failed = 0;
        for (GoldenCheck check : able) {
            for (GoldenCheck.Score score : check.check(set)) {
                out.printf("%-10s passed %d of %d%n", score.kind(), score.passed(), score.total());
                score.failures().forEach(failure -> out.println("    " + failure));
                failed += score.failures().size();
            }
        }
        return failed == 0 ? Cli.OK : Cli.FAILED;
    }

    private void engine(Report report) throws InterruptedException {
        if (speech == null) {
            report.problem("engine", "the speech service is not there", "see the line on bundles");
            return;
        }
        try {
            EngineInfo engine = Engines.await(speech);
            String voice = engine.voices().get(0).id();
            try (Speech spoken = speech.speak(SpeechRequest.of("check", "Hello.", voice))) {
                WavFile wav = spoken.wav();
                report.good(
                        "engine",
                        engine.title() + " " + engine.version() + " speaks on " + engine.device() + ", "
                                + wav.length() / 1024 + " kB for one word");
            }
        } catch (SpeechException e) {
            report.problem("engine", e.getMessage(), "LOG_LEVEL=DEBUG mynah check tells more");
        }
    }
}

package io.mynah.cli;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.VoiceLibrary;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mynah voices}: what a request can name as its voice. */
@Component(service = ToIntFunction.class, property = Cli.COMMAND + "voices")
public final class VoicesCommand extends Subcommand {
    private static final String USAGE = """
            usage: mynah voices

            Lists what a request can name as its voice: those of the engines, and the clips in references/.
            """;

    private final SpeechService speech;
    private final VoiceLibrary library;
    private final PrintStream out;

    @Activate
    public VoicesCommand(
            @Reference SpeechService speech,
            @Reference VoiceLibrary library,
            @Reference(target = Cli.STDOUT) PrintStream out) {
        super(USAGE, Set.of(), Set.of());
        this.speech = speech;
        this.library = library;
        this.out = out;
    }

    @Override
    void printHelp(String help) {
        out.print(help);
    }

    @Override
    int run(Arguments arguments) throws Arguments.UsageException, SpeechException, InterruptedException {
        arguments.noWords();
        Table table = new Table();
        table.row("VOICE", "FROM", "LANGUAGE OR LENGTH", "NOTE");
        Engines.await(speech);
        for (EngineInfo engine : speech.engines()) {
            for (VoiceInfo voice : engine.voices()) {
                table.row(voice.id(), "engine " + engine.id(), voice.language(), voice.title());
            }
        }
        for (Clip clip : library.list()) {
            String length = clip.duration() == null ? "" : String.format(Locale.ROOT, "%.1f s", clip.duration());
            table.row(clip.filename(), "references", length, clip.error() == null ? "" : clip.error());
        }
        out.print(table);
        System.err.println(library.exists() ? "clips: " + library.directory() : "no folder " + library.directory());
        return Cli.OK;
    }
}

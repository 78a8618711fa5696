package io.mynah.cli;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.speech.VoiceShelf;
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

            Lists what a request can name as its voice: those of the engines, and the clips and the
            saved mixtures in references/.
            """;

    private final SpeechService speech;
    private final VoiceLibrary library;
    private final VoiceShelf shelf;
    private final PrintStream out;

    @Activate
    public VoicesCommand(
            @Reference SpeechService speech,
            @Reference VoiceLibrary library,
            @Reference VoiceShelf shelf,
            @Reference(target = Cli.STDOUT) PrintStream out) {
        super(USAGE, Set.of(), Set.of());
        this.speech = speech;
        this.library = library;
        this.shelf = shelf;
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
        table.row("VOICE", "FROM", "LANGUAGE, LENGTH OR MIXTURE", "NOTE");
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
        for (UserVoice voice : shelf.all()) {
            if (voice.blend() != null) {
                table.row(voice.filename(), "references", voice.blend(), faultOf(voice));
            }
        }
        out.print(table);
        System.err.println(library.exists() ? "clips: " + library.directory() : "no folder " + library.directory());
        return Cli.OK;
    }

    private String faultOf(UserVoice blend) {
        try {
            speech.checkVoice(blend.filename());
            return "";
        } catch (SpeechException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

package io.mynah.cli;

import io.mynah.api.audio.WavHeader;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Sampling;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechInfo;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.WavFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mynah say}: speaks once, to a WAV file. */
@Component(service = ToIntFunction.class, configurationPid = "io.mynah.cli", property = Cli.COMMAND + "say")
public final class SayCommand extends Subcommand {
    private static final String USAGE = """
            usage: mynah say TEXT [-o FILE] [--voice VOICE] [--speed NUMBER] [--language NAME] [--engine ID] [--seed NUMBER]

            Speaks TEXT (- reads it from standard input) and prints the WAV file's path.

              -o, --output FILE   default: tts_TIMESTAMP.wav in OUTPUT_DIR
              --voice VOICE       a built-in voice or a clip in references/; 'mynah voices' lists them
              --speed NUMBER      0.25 to 4, default 1
              --language NAME     default: Auto
              --engine ID         default: the preferred one
              --seed NUMBER       makes the result repeatable
            """;

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss_SSS");
    private static final Pattern SIMILARITY = Pattern.compile("-?[0-9.]+");

    /** Settings of the command. */
    @interface Config {
        String output_dir() default "audio_output";
    }

    private final Path outputFolder;
    private final SpeechService speech;
    private final PrintStream out;

    @Activate
    public SayCommand(Config config, @Reference SpeechService speech, @Reference(target = Cli.STDOUT) PrintStream out) {
        super(USAGE, Set.of("-o", "--output", "--voice", "--speed", "--language", "--engine", "--seed"), Set.of());
        this.outputFolder = Path.of(config.output_dir());
        this.speech = speech;
        this.out = out;
    }

    @Override
    void printHelp(String help) {
        out.print(help);
    }

    @Override
    int run(Arguments arguments) throws Arguments.UsageException, SpeechException, IOException, InterruptedException {
        String text = arguments.onlyWord("text");
        if (text.equals("-")) {
            text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (text.isBlank()) {
            throw new Arguments.UsageException("there is nothing to say");
        }
        int length = text.codePointCount(0, text.length());
        if (length > speech.textLimit()) {
            throw new Arguments.UsageException(
                    "the text has " + length + " characters, more than text.limit = " + speech.textLimit());
        }
        float speed = speed(arguments.value("--speed").orElse("1"));
        OptionalLong seed = seed(arguments.value("--seed").orElse(""));
        Path file = file(arguments);

        EngineInfo engine = Engines.await(speech);
        SpeechRequest request = new SpeechRequest(
                "say",
                text,
                arguments.value("--voice").orElse(engine.voices().get(0).id()),
                arguments.value("--language").orElse("Auto"),
                "Neutral",
                null,
                Sampling.DEFAULT,
                seed,
                speed,
                arguments.value("--engine").orElse(null),
                Set.of());
        long begin = System.nanoTime();
        try (Speech spoken = speech.speak(request)) {
            WavFile wav = spoken.wav();
            SpeechInfo info = spoken.info();
            WholeFile.write(file, wav::writeTo);
            if (info.voiceMatch().equals("none")) {
                System.err.println("mynah: '" + info.voice() + "' speaks instead of '" + request.voice() + "': "
                        + info.voiceNote());
            } else if (SIMILARITY.matcher(info.voiceMatch()).matches()) {
                System.err.println("mynah: the closest voice to '" + request.voice() + "' speaks, similarity "
                        + info.voiceMatch());
            }
            System.err.printf(
                    Locale.ROOT,
                    "mynah: %.1f s of speech in %.2f s, by %s, voice %s%n",
                    (wav.length() - WavHeader.PLAIN_BYTES) / 2.0 / info.sampleRate(),
                    (System.nanoTime() - begin) / 1e9,
                    info.engine(),
                    info.voice());
        }
        out.println(file);
        return Cli.OK;
    }

    private Path file(Arguments arguments) throws Arguments.UsageException {
        String name = arguments
                .value("-o")
                .or(() -> arguments.value("--output"))
                .orElse(outputFolder
                        .resolve("tts_" + STAMP.format(LocalDateTime.now(ZoneId.systemDefault())) + ".wav")
                        .toString());
        try {
            Path file = Path.of(name);
            if (Files.isDirectory(file)) {
                throw new Arguments.UsageException(file + " is a folder");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new Arguments.UsageException("no such file name: " + e.getReason());
        }
    }

    private static float speed(String text) throws Arguments.UsageException {
        try {
            float speed = Float.parseFloat(text);
            if (speed >= 0.25f && speed <= 4f) {
                return speed;
            }
        } catch (NumberFormatException e) {
            // Told below, as for a number that is out of range.
        }
        throw new Arguments.UsageException("--speed '" + text + "' is not a number from 0.25 to 4");
    }

    private static OptionalLong seed(String text) throws Arguments.UsageException {
        try {
            return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new Arguments.UsageException("--seed '" + text + "' is not a whole number");
        }
    }
}

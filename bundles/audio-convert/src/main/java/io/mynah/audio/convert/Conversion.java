package io.mynah.audio.convert;

import io.mynah.api.audio.AudioConverter;
import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.AudioException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Conversion by ffmpeg, and the judgement of what it made. ffmpeg returns 0 for files that end in the middle of a word;
 * so a file counts as read only if the headers are in order, ffmpeg had nothing to complain of, and as much audio came
 * out as the headers promised.
 */
final class Conversion implements AudioConverter {

    /** Encoders round to whole frames, and not all say by how much. */
    private static final double TOLERANCE_SECONDS = 0.05;

    private static final int HIGHEST_RATE = 192_000;

    private final Ffmpeg ffmpeg;
    private final int longestSeconds;

    Conversion(Ffmpeg ffmpeg, int longestSeconds) {
        this.ffmpeg = ffmpeg;
        this.longestSeconds = longestSeconds;
    }

    @Override
    public Set<String> reads() {
        return Format.extensions();
    }

    @Override
    public Set<String> writes() {
        return Format.extensions();
    }

    @Override
    public OptionalDouble declaredSeconds(Path source) throws AudioException {
        return format(source).declaredSeconds(source);
    }

    @Override
    public void toWav(Path source, Path target) throws AudioException {
        Format format = format(source);
        OptionalDouble declared = format.declaredSeconds(source);
        refuseLongerThanLimit(declared.orElse(0));

        List<String> arguments = new ArrayList<>();
        // The demuxer is told, never guessed: a playlist or a page that is named .mp3 is not followed.
        arguments.addAll(List.of("-threads", "1", "-err_detect", "crccheck+explode"));
        arguments.addAll(List.of("-f", format.ffmpegName(), "-i", plainFile(source), "-map", "0:a:0"));
        arguments.addAll(List.of("-vn", "-sn", "-dn", "-map_metadata", "-1", "-ac", "1", "-c:a", "pcm_s16le"));
        // Vorbis decodes beyond its declared end. A second over the limit is enough to see that it is over.
        arguments.addAll(List.of("-t", String.format(Locale.ROOT, "%.6f", declared.orElse(longestSeconds + 1))));
        arguments.addAll(List.of("-fs", Long.toString((longestSeconds + 1L) * HIGHEST_RATE * 2)));
        arguments.addAll(List.of("-bitexact", "-f", "wav"));

        try (WholeFile whole = new WholeFile(target)) {
            Ffmpeg.Outcome outcome = run(arguments, whole.path());
            double seconds = outcome.exitCode() == 0 ? secondsOfPlainWav(whole.path()) : 0;
            refuseLongerThanLimit(seconds);
            boolean complete = seconds > 0 && seconds >= declared.orElse(0) - TOLERANCE_SECONDS;
            boolean tolerable =
                    outcome.complaints().isEmpty() || (format.mayEndInForeignBytes() && declared.isPresent());
            if (!complete || !tolerable) {
                throw new AudioException(
                        Kind.UNREADABLE, "the file is damaged or has been cut short: " + outcome.complaints());
            }
            whole.appear();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void fromWav(Path wav, Path target) throws AudioException {
        Format format = format(target);
        List<String> arguments = new ArrayList<>(List.of("-threads", "1", "-f", "wav", "-i", plainFile(wav)));
        arguments.addAll(List.of("-map", "0:a:0", "-map_metadata", "-1", "-c:a"));
        arguments.addAll(format.encoder());
        arguments.addAll(List.of("-f", format.ffmpegName()));

        try (WholeFile whole = new WholeFile(target)) {
            Ffmpeg.Outcome outcome = run(arguments, whole.path());
            if (!outcome.isFlawless()) {
                throw new AudioException(Kind.FAILED, "encoding failed: " + outcome.complaints());
            }
            whole.appear();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Ffmpeg.Outcome run(List<String> arguments, Path output) throws AudioException {
        List<String> all = new ArrayList<>(arguments);
        all.add("-y");
        all.add(plainFile(output));
        Ffmpeg.Outcome outcome = ffmpeg.run(all);
        if (outcome.isStorageFull()) {
            throw new AudioException(Kind.STORAGE_FULL, "no room for the converted file");
        }
        return outcome;
    }

    private void refuseLongerThanLimit(double seconds) throws AudioException {
        if (seconds > longestSeconds) {
            throw new AudioException(Kind.UNREADABLE, "longer than " + longestSeconds + " s");
        }
    }

    private static Format format(Path file) throws AudioException {
        return Format.of(file)
                .orElseThrow(() -> new AudioException(Kind.UNREADABLE, "not one of " + Format.extensions()));
    }

    /** With the protocol, so that no name can be taken for another protocol or for an option. */
    private static String plainFile(Path file) {
        return "file:" + file.toAbsolutePath();
    }

    /** Length of a WAV as {@link #toWav} has ffmpeg write it: mono, 16 bit, an extensible header above 48 kHz. */
    private static double secondsOfPlainWav(Path wav) throws IOException {
        try (FileWindow file = new FileWindow(wav)) {
            long data = file.find("data", 36, 128);
            long rate = file.little(24, 4);
            return data > 0 && rate > 0 ? (file.size() - data - 8) / 2.0 / rate : 0;
        }
    }

    private static AudioException failed(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("No space left") || message.contains("quota")
                ? new AudioException(Kind.STORAGE_FULL, "no room for the converted file", cause)
                : new AudioException(Kind.FAILED, "the converted file cannot be written", cause);
    }
}

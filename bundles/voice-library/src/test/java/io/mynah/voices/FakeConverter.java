package io.mynah.voices;

import io.mynah.api.audio.AudioConverter;
import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.AudioException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** "Compressed" files are texts: a number of seconds, or what goes wrong ({@code UNREADABLE}, {@code FAILED}, …). */
final class FakeConverter implements AudioConverter {

    final AtomicInteger conversions = new AtomicInteger();
    final AtomicInteger looks = new AtomicInteger();

    /** What happens in the middle of a conversion. */
    volatile Step during = () -> {};

    interface Step {
        void run() throws AudioException, IOException, InterruptedException;
    }

    @Override
    public Set<String> reads() {
        return Set.of(".mp3", ".ogg", ".flac");
    }

    @Override
    public void toWav(Path source, Path target) throws AudioException {
        conversions.incrementAndGet();
        double seconds = seconds(source);
        try {
            during.run();
            Files.write(target, Wav.ofSeconds(seconds));
        } catch (IOException | InterruptedException e) {
            throw new AudioException(Kind.FAILED, "interrupted", e);
        }
    }

    @Override
    public OptionalDouble declaredSeconds(Path source) throws AudioException {
        looks.incrementAndGet();
        return OptionalDouble.of(seconds(source));
    }

    private static double seconds(Path source) throws AudioException {
        try {
            String text = Files.readString(source).strip();
            for (Kind kind : Kind.values()) {
                if (text.equals(kind.name())) {
                    throw new AudioException(kind, "as told");
                }
            }
            return Double.parseDouble(text.replaceAll(" .*", ""));
        } catch (IOException e) {
            throw new AudioException(Kind.FAILED, "cannot be read", e);
        }
    }

    @Override
    public Set<String> writes() {
        return Set.of();
    }

    @Override
    public void fromWav(Path wav, Path target) throws AudioException {
        throw new AudioException(Kind.FAILED, "never");
    }
}

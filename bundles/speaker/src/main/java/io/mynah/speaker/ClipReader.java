package io.mynah.speaker;

import io.mynah.api.audio.WavReader;
import io.mynah.api.voice.ClipAudio;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.osgi.service.component.annotations.Component;

/** Clips as engines that take on a voice want them. */
@Component
public final class ClipReader implements ClipAudio {
    @Override
    public float[] read(Path wav, int sampleRate, double seconds) throws IOException {
        int wanted = (int) (seconds * sampleRate);
        FloatRow sound = new FloatRow();
        try (WavReader reader = WavReader.open(wav)) {
            MonoSource source = new MonoSource(reader, sampleRate, (samples, frames) -> {});
            while (sound.length() < wanted && source.read(sound, wanted - sound.length())) {
                // on
            }
        }
        return Arrays.copyOf(sound.toArray(), Math.min(wanted, sound.length()));
    }

    @Override
    public double gain(float[] samples, int sampleRate) {
        OptionalDouble loudness = ClipLoudness.of(samples, sampleRate);
        return loudness.isPresent() ? Math.pow(10, (LOUDNESS - loudness.getAsDouble()) / 20) : 1;
    }
}

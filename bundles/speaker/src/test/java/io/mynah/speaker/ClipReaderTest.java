package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mynah.api.voice.ClipAudio;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClipReaderTest {
    private final ClipAudio audio = new ClipReader();

    /** Two tones of different level, so that the gate matters; the values are of pyloudnorm. */
    @Test
    void gain_lastBlockReachesBeyondTheEnd_isThatOfPyloudnorm() {
        float[] loud = Signals.sine(440, 0.5, 3, 24_000);
        float[] both = Arrays.copyOf(loud, loud.length + (int) (2.36 * 24_000));
        float[] soft = Signals.sine(1000, 0.05, 2.36, 24_000);
        System.arraycopy(soft, 0, both, loud.length, both.length - loud.length);
        assertEquals(0.14088572931956259, audio.gain(both, 24_000), 1e-7);
    }

    @Test
    void gain_silence_isOne() {
        assertEquals(1, audio.gain(new float[6 * 24_000], 24_000));
    }
}

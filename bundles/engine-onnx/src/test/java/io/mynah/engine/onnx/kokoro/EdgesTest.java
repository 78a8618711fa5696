package io.mynah.engine.onnx.kokoro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EdgesTest {
    /** Half a second of near silence, as much sound, and near silence again. */
    private static float[] sound(float silence, float loud) {
        float[] sound = new float[36_000];
        Arrays.fill(sound, silence);
        Arrays.fill(sound, 12_000, 24_000, loud);
        return sound;
    }

    @Test
    void shorten_endOfSentence_keepsMarginsAndAllThatIsLoud() {
        float[] kept = Edges.shorten(sound(0.0009f, 0.002f), true);
        assertArrayEquals(Arrays.copyOfRange(sound(0.0009f, 0.002f), 12_000 - 1440, 24_000 + 6000), kept);
    }

    @Test
    void shorten_endOfClause_keepsLess() {
        assertEquals(1440 + 12_000 + 2880, Edges.shorten(sound(0, 0.5f), false).length);
    }

    @Test
    void shorten_noSilence_changesNothing() {
        float[] all = new float[12_345];
        Arrays.fill(all, 0.1f);
        assertArrayEquals(all, Edges.shorten(all, true));
    }

    @Test
    void shorten_silenceOnly_isEmpty() {
        assertEquals(0, Edges.shorten(new float[10_001], true).length);
        assertEquals(0, Edges.shorten(new float[0], true).length);
    }
}

package io.mynah.core.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.Equalizer;
import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TonedStreamTest {
    private static final int RATE = 24_000;
    private static final ToneCurve SLOPE = new ToneCurve(
            IntStream.range(0, ToneCurve.BANDS).mapToObj(band -> band - 9.0).toList());

    private boolean closed;

    @Test
    void sentence_inBlocks_isEqualizedWhole() throws EngineException {
        float[] sentence = new float[3_000];
        sentence[0] = 1;
        sentence[2_999] = -1;
        float[] heard = readAll(sentence, 100, 1_000, 1_900);
        Equalizer equalizer = new Equalizer(SLOPE, RATE);
        float[] begin = equalizer.next(sentence);
        float[] expected = Arrays.copyOf(begin, sentence.length);
        float[] end = equalizer.end();
        System.arraycopy(end, 0, expected, begin.length, end.length);
        assertArrayEquals(expected, heard, 1e-6f);
    }

    @Test
    void sentence_shorterThanTheFilter_keepsItsLength() throws EngineException {
        assertEquals(50, readAll(new float[50], 20, 30).length);
        assertEquals(0, readAll(new float[0]).length);
    }

    @Test
    void close_closesTheEngines() {
        stream(List.of()).close();
        assertTrue(closed);
    }

    private float[] readAll(float[] sentence, int... blocks) throws EngineException {
        Deque<float[]> pieces = new ArrayDeque<>();
        int from = 0;
        for (int length : blocks) {
            pieces.add(Arrays.copyOfRange(sentence, from, from + length));
            from += length;
        }
        float[] all = {};
        try (PcmStream stream = stream(pieces)) {
            for (float[] block = stream.read(); block != null; block = stream.read()) {
                assertTrue(block.length > 0, "at least one sample");
                float[] longer = Arrays.copyOf(all, all.length + block.length);
                System.arraycopy(block, 0, longer, all.length, block.length);
                all = longer;
            }
            assertNull(stream.read());
        }
        return all;
    }

    private PcmStream stream(Iterable<float[]> blocks) {
        var left = blocks.iterator();
        return new TonedStream(
                new PcmStream() {
                    @Override
                    public float @Nullable [] read() {
                        return left.hasNext() ? left.next() : null;
                    }

                    @Override
                    public void close() {
                        closed = true;
                    }
                },
                SLOPE,
                RATE);
    }
}

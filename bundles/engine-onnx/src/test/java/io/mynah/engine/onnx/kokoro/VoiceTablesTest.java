package io.mynah.engine.onnx.kokoro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Voice.Blend.Part;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class VoiceTablesTest {
    /** Values of af_heart's original table, for 1, 100 and 510 phonemes: the first four of each. */
    private static final float[][] HEART = {
        {-0.25429f, 0.26149f, 0.01580f, -0.13447f},
        {-0.21734f, 0.14422f, -0.01956f, -0.12624f},
        {-0.21525f, 0.13469f, -0.02884f, -0.13292f}
    };

    @Test
    void read_bundle_hasAllStockVoices() throws Exception {
        assertEquals(54, VoiceTables.read().ids().size());
    }

    @Test
    void style_oneVoice_isTheOriginalsToAThousandth() throws Exception {
        VoiceTables tables = VoiceTables.read();
        int[] phonemes = {1, 100, 510};
        for (int i = 0; i < phonemes.length; i++) {
            float[] style = tables.style(List.of(new Part("af_heart", 1)), phonemes[i]);
            assertEquals(256, style.length);
            assertArrayEquals(HEART[i], Arrays.copyOf(style, 4), 0.006f);
        }
    }

    @Test
    void style_longerThanTheTables_isTheirEnd() throws Exception {
        VoiceTables tables = VoiceTables.read();
        List<Part> voice = List.of(new Part("bm_lewis", 1));
        assertArrayEquals(tables.style(voice, 510), tables.style(voice, 512));
    }

    @Test
    void style_blend_isTheWeightedSum() throws Exception {
        VoiceTables tables = VoiceTables.read();
        float[] one = tables.style(List.of(new Part("af_bella", 1)), 30);
        float[] other = tables.style(List.of(new Part("zm_yunxi", 1)), 30);
        float[] blend = tables.style(List.of(new Part("af_bella", 1.25), new Part("zm_yunxi", -0.25)), 30);
        for (int i = 0; i < blend.length; i++) {
            assertEquals(1.25f * one[i] - 0.25f * other[i], blend[i], 1e-5);
        }
    }

    /** With the originals at hand (-Dkokoro.voices=package/voices), the error of every table. */
    @Test
    void style_allVoices_areTheOriginalsToTwoThousandths() throws Exception {
        String folder = System.getProperty("kokoro.voices");
        Assumptions.assumeTrue(folder != null, "the original tables are not at hand");
        VoiceTables tables = VoiceTables.read();
        for (String id : tables.ids()) {
            ByteBuffer table = ByteBuffer.wrap(Files.readAllBytes(Path.of(folder, id + ".bin")))
                    .order(ByteOrder.LITTLE_ENDIAN);
            double error = 0;
            double size = 0;
            for (int phonemes = 1; phonemes <= 510; phonemes++) {
                for (float value : tables.style(List.of(new Part(id, 1)), phonemes)) {
                    float original = table.getFloat();
                    error += (value - original) * (value - original);
                    size += original * original;
                }
            }
            double relative = Math.sqrt(error / size);
            assertTrue(relative < 0.002, id + ": " + relative);
        }
    }
}

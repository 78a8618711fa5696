package io.mynah.engine.onnx.kokoro;

import io.mynah.api.engine.Voice;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The styles of all stock voices: 256 values for each number of phonemes. A table is kept as its mean and some principal
 * components, as {@code src/main/graphs/voice_tables.py} made them, to 0.1 % (largest error of a voice, in the Frobenius
 * norm). A mixture's style is the weighted sum of its voices' styles. Immutable.
 */
final class VoiceTables {
    private final int lengths;
    private final int values;
    private final Map<String, Table> tables;

    /** One voice: the mean of its styles, and what is added to it, each component by its weight for the length. */
    private static final class Table {
        private final float[] mean;
        private final float[][] weights;
        private final float[][] components;

        Table(float[] mean, float[][] weights, float[][] components) {
            this.mean = mean;
            this.weights = weights;
            this.components = components;
        }
    }

    private VoiceTables(int lengths, int values, Map<String, Table> tables) {
        this.lengths = lengths;
        this.values = values;
        this.tables = tables;
    }

    /** Reads the tables that are in the bundle. */
    static VoiceTables read() throws IOException {
        try (InputStream in = VoiceTables.class.getResourceAsStream("voices.bin")) {
            if (in == null) {
                throw new IOException("voices.bin is not in the bundle");
            }
            return read(new DataInputStream(new BufferedInputStream(in)));
        }
    }

    private static VoiceTables read(DataInputStream in) throws IOException {
        int voices = in.readUnsignedShort();
        int components = in.readUnsignedShort();
        int lengths = in.readUnsignedShort();
        int values = in.readUnsignedShort();
        Map<String, Table> tables = new LinkedHashMap<>();
        for (int voice = 0; voice < voices; voice++) {
            String id = new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.US_ASCII);
            float[] mean = row(in, values);
            float[][] weights = new float[components][];
            float[][] added = new float[components][];
            for (int i = 0; i < components; i++) {
                weights[i] = row(in, lengths);
                added[i] = row(in, values);
            }
            tables.put(id, new Table(mean, weights, added));
        }
        return new VoiceTables(lengths, values, tables);
    }

    private static float[] row(DataInputStream in, int length) throws IOException {
        float scale = in.readFloat();
        float[] row = new float[length];
        for (int i = 0; i < length; i++) {
            row[i] = scale * in.readShort();
        }
        return row;
    }

    /** The voices' ids, in the order of the alphabet. */
    Set<String> ids() {
        return tables.keySet();
    }

    /**
     * The style of a mixture.
     *
     * @param parts of voices in {@link #ids}
     * @param phonemes how many are to be spoken, at least 1; what is above the tables' end counts as their end
     */
    float[] style(List<Voice.Blend.Part> parts, int phonemes) {
        int length = Math.min(phonemes, lengths) - 1;
        float[] style = new float[values];
        for (Voice.Blend.Part part : parts) {
            Table table = tables.get(part.voice());
            add(style, (float) part.weight(), table.mean);
            for (int i = 0; i < table.components.length; i++) {
                add(style, (float) part.weight() * table.weights[i][length], table.components[i]);
            }
        }
        return style;
    }

    private static void add(float[] sum, float weight, float[] values) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * values[i];
        }
    }
}

package io.mynah.engine.onnx.chatterbox;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mynah.api.voice.ClipAudio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * The files of a set of recorded results: a model as it is downloaded, the clip that it listened to, and what came out.
 *
 * @param folder which holds {@code model/}, {@code ref/} and {@code golden/}
 */
record GoldenSet(Path folder, ClipAudio clips) {
    private static final String VOICE = "ref/voice.wav";
    private static final double LONGEST_SECONDS = 600;
    /** Python writes numbers that are none as {@code -Infinity} and {@code NaN}. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    boolean isThere() {
        return Files.isRegularFile(folder.resolve("golden/index.json"));
    }

    Path model() {
        return folder.resolve("model");
    }

    JsonNode records(String file) throws IOException {
        return JSON.readTree(folder.resolve("golden").resolve(file).toFile());
    }

    float[] floats(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("golden").resolve(file));
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /** The recorded chance of a case: one number a step, in the order of the lines. */
    DoubleSupplier uniforms(JsonNode file) throws IOException {
        Iterator<String> lines = file.isNull()
                ? List.<String>of().iterator()
                : Files.readAllLines(folder.resolve("golden").resolve(file.asText()))
                        .iterator();
        return () -> Double.parseDouble(lines.next());
    }

    /** The part of a clip that a record names; silence where it names none. */
    float[] clip(JsonNode part) throws IOException {
        if (!part.has("offset") && !part.has("length") && !part.has("file")) {
            return new float[6 * ChatterboxModel.SAMPLE_RATE];
        }
        Path file = part.has("file") ? folder.resolve(part.get("file").asText()) : voice();
        float[] all = clips.read(file, ChatterboxModel.SAMPLE_RATE, LONGEST_SECONDS);
        int from = Math.min(all.length, part.path("offset").asInt());
        return Arrays.copyOfRange(
                all, from, Math.min(all.length, from + part.path("length").asInt(all.length)));
    }

    /** What records that name no file are about. */
    private Path voice() throws IOException {
        Path usual = folder.resolve(VOICE);
        if (Files.exists(usual)) {
            return usual;
        }
        try (DirectoryStream<Path> others = Files.newDirectoryStream(folder.resolve("ref"), "*.wav")) {
            Iterator<Path> first = others.iterator();
            return first.hasNext() ? first.next() : usual;
        }
    }

    /** That part as loud as the record says. */
    float[] levelled(JsonNode part) throws IOException {
        float[] samples = clip(part);
        if (part.path("norm_loudness").asBoolean()) {
            Levels.raise(samples, clips.gain(samples, ChatterboxModel.SAMPLE_RATE));
        }
        return samples;
    }

    /** What is not said is off; a temperature that nothing can be divided by is that of the best token. */
    static Decoding decoding(JsonNode params) {
        double temperature = params.path("temperature").asDouble(1);
        return new Decoding(
                params.path("do_sample").asBoolean() && temperature > 0,
                temperature,
                params.path("top_k").asInt(),
                params.path("top_p").asDouble(1),
                params.path("min_p").asDouble(),
                params.path("repetition_penalty").asDouble(1),
                Decoding.Order.valueOf(params.path("order").asText("hf").toUpperCase(Locale.ROOT)));
    }

    static long[] longs(JsonNode array) {
        long[] values = new long[array.size()];
        Arrays.setAll(values, i -> array.get(i).asLong());
        return values;
    }
}

package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtSession.RunOptions;
import io.mynah.api.engine.EngineException;
import io.mynah.engine.onnx.device.Device;
import io.mynah.engine.onnx.device.OrtSessions;
import io.mynah.speaker.ClipReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenStreamTest {
    private interface Use {
        void of(ChatterboxModel model, Conditioning voice, RunOptions options) throws Exception;
    }

    private static void with(Precision precision, Use use) throws Exception {
        try (RunOptions options = new RunOptions();
                ChatterboxModel model = ChatterboxModel.load(
                        TinyModel.SET.resolve("model"), graph -> precision, new OrtSessions(), Device.CPU)) {
            float[] clip = new ClipReader().read(TinyModel.SET.resolve("ref/voice.wav"), 24_000, 6);
            use.of(model, model.listen(clip, options), options);
        }
    }

    private static long directBuffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getCount)
                .sum();
    }

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP32", "FP16", "Q4F16"})
    void next_manySteps_allocatesNoBuffers(Precision precision) throws Exception {
        with(precision, (model, voice, options) -> {
            try (TokenStream stream = model.tokens(options)) {
                float[] scores = stream.begin(voice.features(), model.ids("Hello."));
                long before = directBuffers();
                for (int step = 0; step < 50; step++) {
                    assertEquals(scores, stream.next(step), "the scores stand where they did");
                }
                assertEquals(before, directBuffers());
            }
        });
    }

    /** What was read token by token and what was read at once is the same to the network: cache, mask, positions. */
    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP32", "Q8"})
    void next_afterBegin_isAsIfAllHadBegun(Precision precision) throws Exception {
        with(precision, (model, voice, options) -> {
            long[] text = model.ids("Hello.");
            int[] spoken = IntStream.range(100, 120).toArray();
            float[] stepwise;
            try (TokenStream stream = model.tokens(options)) {
                stream.begin(voice.features(), text);
                float[] scores = {};
                for (int id : spoken) {
                    scores = stream.next(id);
                }
                stepwise = scores.clone();
            }
            try (TokenStream stream = model.tokens(options)) {
                float[] features = voice.features();
                int size = features.length / (voice.tokens().length + 1);
                float[] longer = new float[features.length + text.length * size];
                System.arraycopy(features, 0, longer, 0, features.length);
                float[] embedded = stream.embedded(text);
                System.arraycopy(embedded, 0, longer, features.length, embedded.length);
                // The speech table is for the last two ids alone, so the others come one by one.
                float[] all = longer;
                for (int i = 0; i < spoken.length - 1; i++) {
                    float[] row = stream.embedded(new long[] {spoken[i]});
                    float[] more = Arrays.copyOf(all, all.length + size);
                    System.arraycopy(row, 0, more, all.length, size);
                    all = more;
                }
                assertArrayEquals(
                        stepwise, stream.begin(all, LongStream.of(spoken[19]).toArray()), 1e-3f);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = "FP32")
    void begin_moreThanAllPositions_saysSo(Precision precision) throws Exception {
        with(precision, (model, voice, options) -> {
            try (TokenStream stream = model.tokens(options)) {
                int size = voice.features().length / (voice.tokens().length + 1);
                String message = assertThrows(
                                EngineException.class, () -> stream.begin(new float[8195 * size], model.ids("Hello.")))
                        .getMessage();
                assertTrue(message.contains("longer than the 8196 tokens"), message);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, names = "FP32")
    void next_beforeBegin_isRefused(Precision precision) throws Exception {
        with(precision, (model, voice, options) -> {
            try (TokenStream stream = model.tokens(options)) {
                assertThrows(IllegalStateException.class, () -> stream.next(1));
            }
        });
    }
}

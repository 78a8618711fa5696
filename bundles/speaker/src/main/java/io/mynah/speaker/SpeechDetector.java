package io.mynah.speaker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.mynah.api.model.ModelFolders;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * Tells where somebody speaks: Silero VAD, a small recurrent network that gives a probability for each 32 ms at 16 kHz.
 * Its form for sequences takes many frames in a run.
 *
 * <p>Safe for use by several threads, each with a {@link Listening} of its own.
 */
final class SpeechDetector implements AutoCloseable {
    /** Samples of a frame. */
    static final int FRAME = 512;

    /** Samples before a frame that the network sees again. */
    private static final int CONTEXT = 64;

    private static final int STATE = 128;

    /** Frames in one run. */
    private static final int BATCH = 256;

    private final IdleSession session;

    /** @param idle how long the network stays in memory unused */
    SpeechDetector(Path network, Duration idle) {
        session = new IdleSession("mynah-speech-detector", () -> Files.readAllBytes(network), idle);
    }

    /**
     * Looks for the network.
     *
     * @throws IOException with a message for people, if there is none
     */
    static Path find(ModelFolders folders) throws IOException {
        return folders.require("silero/silero_vad_16k_sequence.onnx");
    }

    /** Begins with a new clip. */
    Listening listen() {
        return new Listening();
    }

    /** The probabilities of a whole signal at 16 kHz, one for each frame that has begun. */
    float[] listen(float[] samples) throws IOException {
        Listening listening = listen();
        listening.hear(samples, 0, samples.length);
        return listening.finish();
    }

    @Override
    public void close() {
        session.close();
    }

    /** The way through one clip. Not safe for use by several threads. */
    final class Listening {
        private final float[] frames = new float[BATCH * (CONTEXT + FRAME)];
        private final float[] hidden = new float[STATE];
        private final float[] cell = new float[STATE];
        private float[] probabilities = new float[256];
        private int known;
        private int frame;
        private int filled;

        private Listening() {}

        /** Takes in {@code count} samples more, from the one at {@code from} on. */
        void hear(float[] samples, int from, int count) throws IOException {
            int taken = 0;
            while (taken < count) {
                int part = Math.min(count - taken, FRAME - filled);
                System.arraycopy(samples, from + taken, frames, at(frame) + filled, part);
                taken += part;
                filled += part;
                if (filled == FRAME) {
                    endFrame();
                }
            }
        }

        private int at(int index) {
            return index * (CONTEXT + FRAME) + CONTEXT;
        }

        private void endFrame() throws IOException {
            int end = at(frame) + FRAME;
            frame++;
            filled = 0;
            if (frame == BATCH) {
                run();
            }
            System.arraycopy(frames, end - CONTEXT, frames, at(frame) - CONTEXT, CONTEXT);
        }

        private void run() throws IOException {
            int count = frame;
            frame = 0;
            if (known + count > probabilities.length) {
                probabilities = Arrays.copyOf(probabilities, Math.max(2 * known, known + count));
            }
            session.use((environment, network) -> {
                run(environment, network, count);
                return count;
            });
            known += count;
        }

        private void run(OrtEnvironment environment, OrtSession network, int count) throws OrtException {
            FloatBuffer input = FloatBuffer.wrap(frames, 0, count * (CONTEXT + FRAME));
            long[] state = {1, 1, STATE};
            try (OnnxTensor sound = OnnxTensor.createTensor(environment, input, new long[] {count, CONTEXT + FRAME});
                    OnnxTensor h = OnnxTensor.createTensor(environment, FloatBuffer.wrap(hidden), state);
                    OnnxTensor c = OnnxTensor.createTensor(environment, FloatBuffer.wrap(cell), state);
                    OrtSession.Result result = network.run(Map.of("input", sound, "h", h, "c", c))) {
                tensor(result, "speech_probs").get(probabilities, known, count);
                tensor(result, "hn").get(hidden);
                tensor(result, "cn").get(cell);
            }
        }

        /** The probabilities, the last frame filled with silence. */
        float[] finish() throws IOException {
            if (filled > 0) {
                Arrays.fill(frames, at(frame) + filled, at(frame) + FRAME, 0f);
                endFrame();
            }
            if (frame > 0) {
                run();
            }
            return Arrays.copyOf(probabilities, known);
        }
    }

    private static FloatBuffer tensor(OrtSession.Result result, String name) {
        return ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    }
}

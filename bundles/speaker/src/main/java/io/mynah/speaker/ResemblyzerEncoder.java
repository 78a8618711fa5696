package io.mynah.speaker;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.mynah.api.voice.SpeakerEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Map;

/**
 * Resemblyzer's network (an LSTM trained with the GE2E loss of Wan et al., 2018): the mean of the vectors of partial
 * utterances of 1.6 s. The network lies beside this class; {@code src/main/graphs/convert.py} makes it.
 */
final class ResemblyzerEncoder implements SpeakerEncoder, AutoCloseable {
    private static final String NETWORK = "encoder.onnx";
    private static final int DIMENSIONS = 256;

    /** Half a second. */
    private static final int FEWEST_SAMPLES = SAMPLE_RATE / 2;

    /** Partial utterances in one run, so that memory does not grow with the length of a clip: half a minute. */
    private static final int BATCH = 40;

    private final IdleSession session;

    /** @param idle how long the network stays in memory unused */
    ResemblyzerEncoder(Duration idle) {
        session = new IdleSession("mynah-speaker-encoder", ResemblyzerEncoder::network, idle);
    }

    private static byte[] network() throws IOException {
        try (InputStream in = ResemblyzerEncoder.class.getResourceAsStream(NETWORK)) {
            if (in == null) {
                throw new IOException(NETWORK + " is not in the bundle");
            }
            return in.readAllBytes();
        }
    }

    @Override
    public String id() {
        return "resemblyzer-0.1.4";
    }

    @Override
    public float[] embed(float[] samples) {
        if (samples.length < FEWEST_SAMPLES) {
            throw new IllegalArgumentException(samples.length + " samples are less than half a second");
        }
        for (float sample : samples) {
            if (!Float.isFinite(sample)) {
                throw new IllegalArgumentException("a sample is " + sample);
            }
        }
        PartialUtterances partials = PartialUtterances.of(samples.length);
        float[] mels = new MelSpectrogram().of(samples, partials.frames());
        double[] sum = new double[DIMENSIONS];
        try {
            for (int from = 0; from < partials.count(); from += BATCH) {
                add(mels, from, Math.min(BATCH, partials.count() - from), sum);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return normalised(sum);
    }

    private void add(float[] mels, int from, int count, double[] sum) throws IOException {
        FloatBuffer batch = FloatBuffer.allocate(count * PartialUtterances.FRAMES * MelSpectrogram.BANDS);
        for (int i = 0; i < count; i++) {
            int start = PartialUtterances.start(from + i) * MelSpectrogram.BANDS;
            batch.put(mels, start, PartialUtterances.FRAMES * MelSpectrogram.BANDS);
        }
        FloatBuffer vectors = session.use((environment, network) -> run(environment, network, batch.flip(), count));
        for (int i = 0; vectors.hasRemaining(); i = (i + 1) % DIMENSIONS) {
            sum[i] += vectors.get();
        }
    }

    private static FloatBuffer run(OrtEnvironment environment, OrtSession network, FloatBuffer mels, int count)
            throws OrtException {
        long[] shape = {count, PartialUtterances.FRAMES, MelSpectrogram.BANDS};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, mels, shape);
                OrtSession.Result result = network.run(Map.of("mels", input))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer(); // a copy
        }
    }

    private static float[] normalised(double[] sum) {
        double norm = 0;
        for (double value : sum) {
            norm += value * value;
        }
        float[] vector = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            vector[i] = (float) (sum[i] / Math.sqrt(norm));
        }
        return vector;
    }

    boolean isLoaded() {
        return session.isLoaded();
    }

    @Override
    public void close() {
        session.close();
    }
}

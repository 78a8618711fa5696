package io.mynah.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * The network in ONNX Runtime. Safe for use by several threads, which run side by side on one thread each: that beats
 * several threads on one utterance as soon as there are two utterances. Not to be closed while a run is under way.
 */
final class HibariModel implements AutoCloseable {
    private static final String[] SPECTRA = {"lh", "theta", "ln", "lr", "phi"};

    private final OrtEnvironment environment;
    private final OrtSession session;

    private HibariModel(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    static HibariModel load(Path file) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        environment.setTelemetry(false);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return new HibariModel(environment, environment.createSession(file.toString(), options));
        }
    }

    /**
     * Predicts the spectra of one piece of speech.
     *
     * @param ids from {@link Vocabulary#ids}, at least three
     * @param speed the pace, 1 being the voice's own
     * @param options to terminate the run
     */
    SpectralFrames run(long[] ids, float speed, RunOptions options) throws OrtException {
        try (OnnxTensor symbols =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), new long[] {1, ids.length});
                OnnxTensor pace =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[] {speed}), new long[] {1});
                OrtSession.Result result = session.run(Map.of("ids", symbols, "speed", pace), options)) {
            FloatBuffer[] spectra = new FloatBuffer[SPECTRA.length];
            for (int part = 0; part < spectra.length; part++) {
                spectra[part] = tensor(result, SPECTRA[part]).getFloatBuffer();
            }
            return new Spectra(spectra, tensor(result, "f0").getFloatBuffer().array());
        }
    }

    private static OnnxTensor tensor(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    /** The whole utterance at once. */
    private static final class Spectra implements SpectralFrames {
        private final FloatBuffer[] parts;
        private final float[] pitch;

        Spectra(FloatBuffer[] parts, float[] pitch) {
            this.parts = parts;
            this.pitch = pitch;
        }

        @Override
        public int count() {
            return pitch.length;
        }

        @Override
        public float[] pitch() {
            return pitch;
        }

        @Override
        public void copy(int part, int bin, int frame, int length, float[] target, int offset) {
            parts[part].get(bin * pitch.length + frame, target, offset, length);
        }
    }
}

package io.mynah.engine.onnx.hibari;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import io.mynah.api.engine.EngineException;
import io.mynah.engine.base.Sha256;
import io.mynah.engine.base.Vocabulary;
import io.mynah.engine.base.hibari.HibariGraphs;
import io.mynah.engine.base.hibari.SpectralFrames;
import io.mynah.engine.onnx.Networks;
import io.mynah.engine.onnx.device.OrtFailures;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The network in ONNX Runtime, as the two graphs of {@link HibariGraphs}.
 *
 * <p>Safe for use by several threads, which run side by side on one thread each: that beats several threads on one
 * utterance as soon as there are two utterances. Not to be closed while a run is under way.
 */
final class HibariModel implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession body;
    private final OrtSession head;

    private HibariModel(OrtEnvironment environment, OrtSession body, OrtSession head) {
        this.environment = environment;
        this.body = body;
        this.head = head;
    }

    /**
     * Loads the voice.
     *
     * @throws IOException with a message for people, if the file is not the voice that the graphs are for
     */
    static HibariModel load(Path weights) throws IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        String sha256 = Sha256.of(weights);
        OrtSession body = Networks.open(environment, HibariGraphs.body(), weights, sha256, Networks.Sums.FAST);
        try {
            return new HibariModel(
                    environment,
                    body,
                    Networks.open(environment, HibariGraphs.head(), weights, sha256, Networks.Sums.FAST));
        } catch (IOException e) {
            Networks.closeAfter(e, body);
            throw e;
        }
    }

    /**
     * Predicts the frames of one piece of speech.
     *
     * @param ids from {@link Vocabulary#ids}, at least three
     * @param speed the pace, 1 being the voice's own
     * @param buffers for the head's blocks; the caller's alone for as long as the frames are open
     * @param options to terminate the runs
     */
    Frames run(long[] ids, float speed, HeadBuffers buffers, RunOptions options) throws EngineException {
        try (OnnxTensor symbols =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), new long[] {1, ids.length});
                OnnxTensor pace =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[] {speed}), new long[] {1})) {
            return new Frames(body.run(Map.of("ids", symbols, "speed", pace), options), buffers, options);
        } catch (OrtException e) {
            throw OrtFailures.ofRun(e);
        }
    }

    @Override
    public void close() throws OrtException {
        head.close();
        body.close();
    }

    /** One utterance between body and head. */
    final class Frames implements SpectralFrames, AutoCloseable {
        private final OrtSession.Result result;
        private final HeadBuffers buffers;
        private final RunOptions options;
        private final byte[] frames;
        private final float[] pitch;
        private int length;

        private Frames(OrtSession.Result result, HeadBuffers buffers, RunOptions options) {
            this.result = result;
            this.buffers = buffers;
            this.options = options;
            this.frames = tensor("frames").getByteBuffer().array();
            this.pitch = tensor("f0").getFloatBuffer().array();
        }

        private OnnxTensor tensor(String name) {
            return (OnnxTensor) result.get(name).orElseThrow();
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
        public void load(int from, int count) throws EngineException {
            length = count;
            try (OnnxTensor block = buffers.input(environment, frames, from, count);
                    OnnxTensor spectra = buffers.output(environment, count);
                    OrtSession.Result done = head.run(
                            Map.of("frames", block, "scale", tensor("scale"), "zero", tensor("zero")),
                            Set.of(),
                            Map.of("spectra", spectra),
                            options)) {
                assert done.size() == 1;
            } catch (OrtException e) {
                throw OrtFailures.ofRun(e);
            }
        }

        @Override
        public void copy(int part, int bin, float[] target, int offset) {
            buffers.copy((part * BINS + bin) * length, target, offset, length);
        }

        @Override
        public void close() {
            result.close();
        }
    }
}

package io.mynah.engine.djl;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.engine.base.Sha256;
import io.mynah.engine.base.Vocabulary;
import io.mynah.engine.base.hibari.HibariGraphs;
import io.mynah.engine.base.hibari.SpectralFrames;
import io.mynah.runtime.djl.Network;
import io.mynah.runtime.djl.NetworkException;
import io.mynah.runtime.djl.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** The network in DJL, as the two graphs of {@link HibariGraphs}. Safe for use by several threads. */
final class HibariNetworks implements AutoCloseable {
    private final Network body;
    private final Network head;

    private HibariNetworks(Network body, Network head) {
        this.body = body;
        this.head = head;
    }

    /**
     * Loads the voice, and DJL with it if this is the first time.
     *
     * @throws IOException with a message for people, if that fails or the file is not the voice that the graphs are for
     */
    static HibariNetworks load(Path weights) throws IOException {
        String sha256 = Sha256.of(weights);
        Network body = open(HibariGraphs.body(), weights, sha256);
        try {
            return new HibariNetworks(body, open(HibariGraphs.head(), weights, sha256));
        } catch (IOException e) {
            body.close();
            throw e;
        }
    }

    private static Network open(byte[] graph, Path weights, String sha256) throws IOException {
        Network network = Network.onnx(graph, weights.toAbsolutePath().getParent());
        if (!sha256.equals(network.metadata().get("sha256"))) {
            network.close();
            throw new IOException(weights + " is damaged or another version (SHA-256 " + sha256 + ")");
        }
        return network;
    }

    /**
     * Predicts the frames of one piece of speech.
     *
     * @param ids from {@link Vocabulary#ids}, at least three
     * @param speed the pace, 1 being the voice's own
     * @param cancellation looked at before each block of frames
     */
    SpectralFrames run(long[] ids, float speed, Cancellation cancellation) throws EngineException {
        return new Frames(run(body, Map.of("ids", Tensor.row(ids), "speed", Tensor.of(speed))), cancellation);
    }

    private static Map<String, Tensor> run(Network network, Map<String, Tensor> inputs) throws EngineException {
        try {
            return network.run(inputs);
        } catch (NetworkException e) {
            throw new EngineException(EngineException.Kind.FAILED, "DJL could not run the voice.", e);
        }
    }

    @Override
    public void close() {
        head.close();
        body.close();
    }

    /** One piece between body and head. */
    private final class Frames implements SpectralFrames {
        private final Map<String, Tensor> predicted;
        private final Cancellation cancellation;
        private final float[] pitch;

        private FloatBuffer spectra = FloatBuffer.allocate(0);
        private int length;

        private Frames(Map<String, Tensor> predicted, Cancellation cancellation) {
            this.predicted = predicted;
            this.cancellation = cancellation;
            FloatBuffer values = predicted.get("f0").floats();
            this.pitch = new float[values.remaining()];
            values.get(pitch);
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
            if (cancellation.isRequested()) {
                throw new EngineException(EngineException.Kind.CANCELLED, "The utterance was cancelled.");
            }
            Tensor block = Tensor.of(
                    Tensor.Type.UINT8,
                    predicted.get("frames").values().slice(from * HibariGraphs.WIDTH, count * HibariGraphs.WIDTH),
                    1,
                    count,
                    HibariGraphs.WIDTH);
            Map<String, Tensor> made =
                    run(head, Map.of("frames", block, "scale", predicted.get("scale"), "zero", predicted.get("zero")));
            spectra = made.get("spectra").floats();
            length = count;
        }

        @Override
        public void copy(int part, int bin, float[] target, int offset) {
            spectra.get((part * BINS + bin) * length, target, offset, length);
        }
    }
}

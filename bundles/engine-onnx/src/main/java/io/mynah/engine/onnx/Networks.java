package io.mynah.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens networks whose graph is in the bundle and whose weights are byte ranges of a file. The graph's metadata tell the
 * file's SHA-256; the scripts in {@code src/main/graphs} make such graphs.
 */
public final class Networks {
    private static final Logger LOG = LoggerFactory.getLogger(Networks.class);

    /** How products of bytes are added up in a network of bytes. */
    public enum Sums {
        /** As the processor does it best: for weights around zero, which nobody hears the difference of. */
        FAST,
        /** Rightly on each processor, at twice the time on old ones: for weights that are mostly far from zero. */
        EXACT
    }

    private Networks() {}

    /**
     * A session on one thread: sessions and runs side by side beat one run on several threads as soon as there are two
     * utterances. Safe for use by several threads; not to be closed while it runs.
     *
     * @param sha256 of the weights, from {@link io.mynah.engine.base.Sha256}
     * @param sums whether they may be cut off where they are large, see {@link ByteProducts}
     * @throws IOException with a message for people, if the graph is for other weights or cannot be loaded
     */
    public static OrtSession open(OrtEnvironment environment, byte[] graph, Path weights, String sha256, Sums sums)
            throws IOException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            environment.setTelemetry(false);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // Patterns are for inputs of one size. Where no two are alike, each run gets memory anew beside what is
            // there.
            options.setMemoryPatternOptimization(false);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (sums == Sums.EXACT && ByteProducts.overflow(environment)) {
                LOG.debug("{} is computed in the slower way, as this processor's products of bytes overflow", weights);
                options.addConfigEntry(ByteProducts.PRECISE, "1");
            }
            options.addConfigEntry(
                    "session.model_external_initializers_file_folder_path",
                    weights.toAbsolutePath().getParent().toString());
            OrtSession session = environment.createSession(graph, options);
            try {
                if (!sha256.equals(session.getMetadata().getCustomMetadata().get("sha256"))) {
                    throw new IOException(weights + " is damaged or another version (SHA-256 " + sha256 + ")");
                }
            } catch (OrtException | IOException | RuntimeException e) {
                closeAfter(e, session);
                throw e;
            }
            return session;
        } catch (OrtException e) {
            throw new IOException(weights + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Frees what was made before a failure; should that fail too, the failure says so. */
    public static void closeAfter(Exception failure, AutoCloseable made) {
        try {
            made.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}

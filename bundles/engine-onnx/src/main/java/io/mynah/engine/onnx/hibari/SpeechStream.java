package io.mynah.engine.onnx.hibari;

import ai.onnxruntime.OrtException;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Utterance;
import io.mynah.engine.onnx.PhonemePieces;
import io.mynah.engine.onnx.TerminableRun;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One utterance on its way: nothing is done before the first read, and one piece is spoken a read. */
final class SpeechStream implements PcmStream {
    /** Symbols that the network is given at once. */
    private static final int LONGEST = 400;

    private final HibariEngine engine;
    private final Utterance utterance;
    private final Cancellation cancellation;
    private final GaussianNoise noise;

    private @Nullable Queue<String> pieces;
    private @Nullable TerminableRun run;
    private boolean closed;

    SpeechStream(HibariEngine engine, Utterance utterance, Cancellation cancellation) {
        this.engine = engine;
        this.utterance = utterance;
        this.cancellation = cancellation;
        this.noise = engine.noise();
        utterance.seed().ifPresent(noise::seed);
    }

    @Override
    public float @Nullable [] read() throws EngineException {
        while (!closed) {
            stopIfCancelled();
            if (pieces == null) {
                pieces = new ArrayDeque<>(PhonemePieces.of(engine.phonemes(utterance.text()), LONGEST));
                stopIfCancelled();
            }
            String piece = pieces.poll();
            if (piece == null) {
                close();
                break;
            }
            float[] sound = sound(piece);
            if (sound.length > 0) {
                return sound;
            }
        }
        return null;
    }

    private float[] sound(String piece) throws EngineException {
        try {
            if (run == null) {
                run = new TerminableRun();
                cancellation.onRequest(run);
            }
            return engine.sound(piece, utterance.speed(), noise, run.options());
        } catch (OrtException e) {
            throw new EngineException(EngineException.Kind.FAILED, "ONNX Runtime has no memory for a run.", e);
        } catch (EngineException e) {
            stopIfCancelled();
            throw e;
        }
    }

    private void stopIfCancelled() throws EngineException {
        if (cancellation.isRequested()) {
            throw new EngineException(EngineException.Kind.CANCELLED, "The utterance was cancelled.");
        }
    }

    @Override
    public void close() {
        closed = true;
        if (run != null) {
            run.close();
            run = null;
        }
    }
}

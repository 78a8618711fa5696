package io.mynah.engine.onnx;

import ai.onnxruntime.OrtException;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.engine.base.PieceStream;
import org.jspecify.annotations.Nullable;

/** Speaks the pieces of one utterance by runs of ONNX Runtime, which end when it is cancelled. */
public final class TerminableSpeaker implements PieceStream.Speaker {
    private final Cancellation cancellation;
    private final Speaking speaking;

    private @Nullable TerminableRun run;

    /** Turns a piece into sound. */
    public interface Speaking {

        /**
         * The sound of one piece; no samples where nothing in it can be spoken.
         *
         * @param isLast whether the utterance ends with it
         * @param run options for ONNX Runtime's runs, terminated when the utterance is cancelled
         */
        float[] speak(String piece, boolean isLast, TerminableRun run) throws EngineException;
    }

    public TerminableSpeaker(Cancellation cancellation, Speaking speaking) {
        this.cancellation = cancellation;
        this.speaking = speaking;
    }

    @Override
    public float[] speak(String piece, boolean isLast) throws EngineException {
        if (run == null) {
            try {
                run = new TerminableRun();
            } catch (OrtException e) {
                throw new EngineException(EngineException.Kind.FAILED, "ONNX Runtime has no memory for a run.", e);
            }
            cancellation.onRequest(run);
        }
        return speaking.speak(piece, isLast, run);
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
            run = null;
        }
    }
}

package io.mynah.engine.onnx.kokoro;

import ai.onnxruntime.OrtException;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.engine.onnx.TerminableRun;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One utterance on its way: nothing is done before the first read, and one piece is spoken a read. */
final class KokoroStream implements PcmStream {
    private final KokoroEngine engine;
    private final Utterance utterance;
    private final List<Voice.Blend.Part> voice;
    private final Cancellation cancellation;

    private @Nullable Queue<String> pieces;
    private @Nullable TerminableRun run;
    private boolean closed;

    KokoroStream(KokoroEngine engine, Utterance utterance, List<Voice.Blend.Part> voice, Cancellation cancellation) {
        this.engine = engine;
        this.utterance = utterance;
        this.voice = voice;
        this.cancellation = cancellation;
    }

    @Override
    public float @Nullable [] read() throws EngineException {
        while (!closed) {
            stopIfCancelled();
            if (pieces == null) {
                pieces = new ArrayDeque<>(KokoroPieces.of(engine.phonemes(utterance, voice)));
                stopIfCancelled();
            }
            String piece = pieces.poll();
            if (piece == null) {
                close();
                break;
            }
            float[] sound = Edges.shorten(sound(piece), pieces.isEmpty());
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
            return engine.sound(piece, voice, utterance.speed(), run.options());
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

package io.mynah.engine.base;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One utterance on its way: nothing is done before the first read, and one piece is spoken a read. */
public final class PieceStream implements PcmStream {
    private final Cancellation cancellation;
    private final Supplier<List<String>> reader;
    private final Speaker speaker;

    private @Nullable Queue<String> pieces;
    private boolean closed;

    /** Turns pieces of one utterance into sound; used by one thread. */
    public interface Speaker {

        /**
         * The sound of one piece; no samples where nothing in it can be spoken.
         *
         * @param isLast whether the utterance ends with it
         */
        float[] speak(String piece, boolean isLast) throws EngineException;

        /** Frees what it needed, if anything. May be called more than once. */
        default void close() {}
    }

    /**
     * @param reader the utterance's phonemes in pieces; asked once, by the first read
     * @param speaker closed with the stream
     */
    public PieceStream(Cancellation cancellation, Supplier<List<String>> reader, Speaker speaker) {
        this.cancellation = cancellation;
        this.reader = reader;
        this.speaker = speaker;
    }

    @Override
    public float @Nullable [] read() throws EngineException {
        while (!closed) {
            stopIfCancelled();
            if (pieces == null) {
                pieces = new ArrayDeque<>(reader.get());
                stopIfCancelled();
            }
            String piece = pieces.poll();
            if (piece == null) {
                close();
                break;
            }
            float[] sound = sound(piece, pieces.isEmpty());
            if (sound.length > 0) {
                return sound;
            }
        }
        return null;
    }

    private float[] sound(String piece, boolean isLast) throws EngineException {
        try {
            return speaker.speak(piece, isLast);
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
        speaker.close();
    }
}

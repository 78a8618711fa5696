package io.mynah.rest;

import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService;
import org.jspecify.annotations.Nullable;

/**
 * The speech of one request, from before it is asked for until its answer has been written: the core counts the memory of
 * its audio until it is closed. Whoever learns first that it is not wanted any more closes it, from any thread, also
 * before there is anything to close.
 */
final class HeldSpeech implements AutoCloseable {
    private final OpenSpeeches all;
    private @Nullable Speech speech;
    private boolean closed;

    HeldSpeech(OpenSpeeches all) {
        this.all = all;
    }

    /**
     * Asks for the speech.
     *
     * @throws SpeechException.Cancelled if this has been closed before or meanwhile
     */
    Speech begin(SpeechService service, SpeechRequest wanted) throws SpeechException {
        if (isClosed()) {
            throw new SpeechException.Cancelled();
        }
        Speech begun = service.speak(wanted);
        if (!hold(begun)) {
            begun.close();
            throw new SpeechException.Cancelled();
        }
        return begun;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean hold(Speech begun) {
        if (!closed) {
            speech = begun;
        }
        return !closed;
    }

    /** Ends the speech, wherever it is; without effect the second time. */
    @Override
    public void close() {
        Speech open;
        synchronized (this) {
            closed = true;
            open = speech;
            speech = null;
        }
        // Not under the lock: what others do is not ours to know.
        all.remove(this);
        if (open != null) {
            open.close();
        }
    }
}

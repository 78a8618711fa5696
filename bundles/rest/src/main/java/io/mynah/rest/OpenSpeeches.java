package io.mynah.rest;

import io.mynah.api.speech.SpeechException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The speeches that requests hold, to end them together when the server stops. Safe for use by several threads. */
final class OpenSpeeches {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Set<HeldSpeech> open = new HashSet<>();
    private boolean stopped;

    /**
     * One more.
     *
     * @throws SpeechException.Unavailable after {@link #stop()}
     */
    synchronized HeldSpeech add() throws SpeechException {
        if (stopped) {
            throw stopping();
        }
        HeldSpeech held = new HeldSpeech(this);
        open.add(held);
        return held;
    }

    synchronized void remove(HeldSpeech held) {
        open.remove(held);
    }

    /** What became of a speech that was cancelled, although its client is still there. */
    synchronized SpeechException.Unavailable cancelled() {
        return stopped
                ? stopping()
                : new SpeechException.Unavailable("The speech service is being replaced", RETRY_AFTER);
    }

    private static SpeechException.Unavailable stopping() {
        return new SpeechException.Unavailable(Gate.Refusal.STOPPING.detail(), RETRY_AFTER);
    }

    /**
     * Ends all speeches and lets none begin any more.
     *
     * @return how many there were
     */
    int stop() {
        List<HeldSpeech> ended;
        synchronized (this) {
            stopped = true;
            ended = List.copyOf(open);
        }
        ended.forEach(HeldSpeech::close);
        return ended.size();
    }
}

package io.mynah.core;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.Unavailable;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.speech.VoiceShelf;
import io.mynah.core.casting.ClosestVoices;
import io.mynah.core.casting.VoiceResolver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The voice library that is there now. While its bundle is being swapped, requests wait for the next one; what was asked of
 * a library that left in the middle of it is asked again. Safe for use by several threads.
 */
final class LibraryGate {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ClosestVoices closest;
    private final Duration patience;
    private @Nullable VoiceLibrary library;
    private @Nullable VoiceShelf shelf;
    /** Of both, when both are there. */
    private @Nullable VoiceResolver resolver;

    private long missingSince = System.nanoTime();

    /** @param patience how long to wait for the first library, and for the next one after one has left */
    LibraryGate(ClosestVoices closest, Duration patience) {
        this.closest = closest;
        this.patience = patience;
    }

    /** What is asked. */
    interface Question<T> {
        T of(VoiceResolver voices) throws SpeechException;
    }

    synchronized void bind(VoiceLibrary came) {
        library = came;
        change();
    }

    synchronized void unbind(VoiceLibrary went) {
        if (library == went) { // otherwise the better one has been bound before
            library = null;
            change();
        }
    }

    synchronized void bind(VoiceShelf came) {
        shelf = came;
        change();
    }

    synchronized void unbind(VoiceShelf went) {
        if (shelf == went) {
            shelf = null;
            change();
        }
    }

    private void change() {
        boolean wasThere = resolver != null;
        resolver = library == null || shelf == null ? null : new VoiceResolver(library, shelf, closest);
        if (wasThere && resolver == null) {
            missingSince = System.nanoTime();
        }
        notifyAll();
    }

    /**
     * Asks the library; waits for it.
     *
     * @throws Unavailable also if no library comes in time
     */
    <T> T ask(Question<T> question) throws SpeechException {
        VoiceResolver first = await();
        try {
            return question.of(first);
        } catch (Unavailable e) {
            if (isCurrent(first)) {
                throw e;
            }
            return question.of(await());
        }
    }

    private synchronized VoiceResolver await() throws Unavailable {
        try {
            while (resolver == null) {
                long millis = (missingSince + patience.toNanos() - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new Unavailable("The voice library is not running", RETRY_AFTER);
                }
                wait(millis);
            }
            return resolver;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("The request was ended", RETRY_AFTER);
        }
    }

    private synchronized boolean isCurrent(VoiceResolver voices) {
        return resolver == voices;
    }
}

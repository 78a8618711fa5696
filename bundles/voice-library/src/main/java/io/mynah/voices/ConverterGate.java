package io.mynah.voices;

import io.mynah.api.audio.AudioConverter;
import io.mynah.api.audio.AudioException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The converter that is there now. While its bundle is being swapped, those who need one wait a little; a conversion that
 * was under way when its converter went is done again by the next. Safe for use by several threads.
 */
final class ConverterGate {

    private final Duration patience;
    private @Nullable AudioConverter current;

    ConverterGate(Duration patience) {
        this.patience = patience;
    }

    synchronized void bind(AudioConverter converter) {
        current = converter;
        notifyAll();
    }

    synchronized void unbind(AudioConverter converter) {
        if (current == converter) { // otherwise the better one has been bound before
            current = null;
        }
    }

    /**
     * The converter, if there is one.
     *
     * @throws AudioException if there is none
     */
    synchronized AudioConverter now() throws AudioException {
        if (current == null) {
            throw none();
        }
        return current;
    }

    /**
     * The converter; waits for one.
     *
     * @throws AudioException if none comes in time
     */
    synchronized AudioConverter await() throws AudioException {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (current == null) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw none();
                }
                wait(millis);
            }
            return current;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AudioException(AudioException.Kind.FAILED, "interrupted", e);
        }
    }

    /** Decodes by whoever is there; see {@link AudioConverter#toWav}. */
    void toWav(Path source, Path target) throws AudioException {
        AudioConverter first = await();
        try {
            first.toWav(source, target);
        } catch (AudioException e) {
            if (e.kind() != AudioException.Kind.FAILED || isCurrent(first)) {
                throw e;
            }
            await().toWav(source, target);
        }
    }

    private static AudioException none() {
        return new AudioException(AudioException.Kind.FAILED, "there is no audio converter");
    }

    private synchronized boolean isCurrent(AudioConverter converter) {
        return current == converter;
    }
}

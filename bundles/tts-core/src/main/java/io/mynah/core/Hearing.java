package io.mynah.core;

import io.mynah.api.engine.EngineException;
import java.time.Duration;
import java.util.regex.Pattern;

/** Listens to an utterance while it is spoken: are there samples, do they sound, how long was it silent? Used by one thread. */
final class Hearing {

    /** -80 dB of full scale: below it nobody hears anything. */
    private static final float INAUDIBLE = 1e-4f;
    /** What every voice can read; of other scripts it may know nothing, and be right to say nothing. */
    private static final Pattern SPEAKABLE = Pattern.compile("[A-Za-z0-9]");

    private long silentSince = System.nanoTime();
    private long longest;
    private boolean heard;
    private long samples;

    /** @throws EngineException if a sample is no finite number */
    void hear(float[] block) throws EngineException {
        longest = Math.max(longest, System.nanoTime() - silentSince);
        samples += block.length;
        for (float sample : block) {
            float amplitude = Math.abs(sample);
            if (!(amplitude <= Float.MAX_VALUE)) {
                throw new EngineException(EngineException.Kind.FAILED, "the engine gave samples that are not numbers");
            }
            heard |= amplitude > INAUDIBLE;
        }
    }

    /** The block has been handed on, which was not for the engine to answer for. */
    void goOn() {
        silentSince = System.nanoTime();
    }

    /** @throws EngineException if nothing was heard of a text that can be spoken */
    void end(String text) throws EngineException {
        longest = Math.max(longest, System.nanoTime() - silentSince);
        if (!heard && SPEAKABLE.matcher(text).find()) {
            throw new EngineException(EngineException.Kind.FAILED, "the engine gave silence");
        }
    }

    /** How long what has been heard is. */
    Duration length(int sampleRate) {
        return Duration.ofNanos(samples * 1_000_000_000 / sampleRate);
    }

    /** Of the engine, at the beginning, between two blocks or at the end. */
    Duration longestSilence() {
        return Duration.ofNanos(longest);
    }
}

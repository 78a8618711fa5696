package io.mynah.api.speech;

import io.mynah.api.engine.EngineInfo;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Speaks requests. Safe for use by several threads; it stays while engines come and go. */
@ProviderType
public interface SpeechService {

    /**
     * Checks a request and puts it into the queue; returns without waiting for audio. Waits only, up to the swap limit,
     * while an engine is being replaced.
     *
     * @return the speech, owned by the caller, who must close it
     * @throws SpeechException if the voice, the language or the clip is at fault, or the queue is full
     */
    Speech speak(SpeechRequest request) throws SpeechException;

    /**
     * Whether a request could name this voice now: a clip, a built-in voice, a saved mixture or an expression. Clips are gone
     * by as {@link VoiceLibrary#list} tells of them: none is converted or decoded for it, so that lists can ask for each line.
     *
     * @throws SpeechException as {@link #speak} would on account of the voice
     */
    void checkVoice(String voice) throws SpeechException;

    /**
     * Whether a mixture could be saved under a name, and spoken by it, now. Its clips are looked at as for speaking; one that has the name already would be replaced.
     *
     * @param name with or without {@link VoiceShelf#BLEND_EXTENSION}
     * @throws SpeechException as {@link #speak} would on account of the voice, or if the mixture would be within itself
     */
    void checkBlend(String name, String expression) throws SpeechException;

    /** The engines that can speak now, the preferred one first; empty if none can. */
    List<EngineInfo> engines();

    /** Longest text that is accepted, in characters (Unicode code points). */
    int textLimit();

    /** Requests that wait or are being spoken, and how many there can be. */
    QueueState queue();

    /**
     * How full the queue is.
     *
     * @param waiting requests of which nothing has been begun
     * @param speaking requests under way
     * @param capacity most requests at once
     */
    record QueueState(int waiting, int speaking, int capacity) {}
}

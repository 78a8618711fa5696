package io.mynah.api.speech;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A request on its way: queued, then spoken piece by piece while it is read. The caller owns it and closes it; closing
 * at any point, from any thread, cancels all that is behind it and frees its place. Otherwise used by one thread.
 */
@ProviderType
public interface Speech extends AutoCloseable {

    /**
     * Who speaks. Waits for the first audio. As long as nothing has been read, another engine takes over where that one
     * fails: whoever asks before {@link #wav} asks again after it.
     *
     * @throws SpeechException if the request fails before its first audio
     */
    SpeechInfo info() throws SpeechException;

    /**
     * The next samples: mono 16-bit PCM, peaks at most -1 dBFS; {@code null} at the end. Who has read some cannot be given
     * another voice: from here on, a failure of the engine is one of the speech.
     *
     * @throws SpeechException if the rest cannot be spoken
     */
    short @Nullable [] read() throws SpeechException;

    /**
     * Reads all that has not been read yet, as one file that lasts until this is closed. Where nothing has been read before
     * and the engine fails, even at the last sentence, the next one that can speaks all of it.
     *
     * @throws SpeechException if the rest cannot be spoken
     */
    WavFile wav() throws SpeechException;

    @Override
    void close();
}

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
     * Who speaks. Waits for the first audio.
     *
     * @throws SpeechException if the request fails before its first audio
     */
    SpeechInfo info() throws SpeechException;

    /**
     * The next samples: mono 16-bit PCM, peaks at most -1 dBFS; {@code null} at the end.
     *
     * @throws SpeechException if the rest cannot be spoken
     */
    short @Nullable [] read() throws SpeechException;

    /**
     * All that has not been read yet as one WAV file with a 44-byte header: mono, 16-bit PCM.
     *
     * @throws SpeechException if the rest cannot be spoken
     */
    byte[] wav() throws SpeechException;

    @Override
    void close();
}

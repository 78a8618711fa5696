package io.mynah.api.speech;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A speech as a WAV file with a 44-byte header: mono, 16-bit PCM. It is there until its {@link Speech} is closed, in memory
 * or, if it is long, in a temporary file. Used by one thread at a time.
 */
@ProviderType
public interface WavFile {

    /** The size in bytes, header included. */
    long length();

    /**
     * Writes it whole, as often as one likes. The stream is neither flushed nor closed.
     *
     * @throws IOException if the stream fails, or the speech has been closed
     */
    void writeTo(OutputStream out) throws IOException;
}

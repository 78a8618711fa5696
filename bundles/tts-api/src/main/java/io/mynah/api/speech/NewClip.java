package io.mynah.api.speech;

import org.osgi.annotation.versioning.ProviderType;

/** A file that has been received and is not a clip yet. Used by one thread; the caller owns it and closes it. */
@ProviderType
public interface NewClip extends AutoCloseable {

    /**
     * Makes it a clip. It is validated whole before anything is replaced, and appears by one atomic step. To be called
     * once.
     *
     * @param filename plain file name with an accepted extension
     * @param overwrite whether an existing file of that name may be replaced
     * @throws SpeechException {@link SpeechException.InvalidFilename}, {@link SpeechException.AlreadyExists},
     *     {@link SpeechException.UnusableClip}, {@link SpeechException.ConversionFailed},
     *     {@link SpeechException.StorageFull} or {@link SpeechException.NotSaved}; then nothing has changed
     */
    Clip keepAs(String filename, boolean overwrite) throws SpeechException;

    /** Removes what is left of it. */
    @Override
    void close();
}

package io.mynah.api.speech;

import io.mynah.api.engine.Voice;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The user's voice clips: the files in references/. Safe for use by several threads. */
@ProviderType
public interface VoiceLibrary {

    /** Shortest clip, in seconds. */
    double MINIMUM_SECONDS = 5.0;

    /** Extensions of clips, in the order in which a name without one is tried. */
    List<String> EXTENSIONS = List.of(".wav", ".mp3", ".ogg", ".flac");

    /** The references directory, absolute. It need not exist. */
    Path directory();

    /** Whether the references directory exists. */
    boolean exists();

    /** All clips with an accepted extension, sorted by name. Results are kept by file identity. */
    List<Clip> list();

    /** File names of {@link #list()} without looking into the files, sorted. */
    List<String> names();

    /**
     * The clip that a request's {@code voice} names, by the rules of the wire contract: validated, converted if need be.
     *
     * @return empty if no file is named so; cheap in that case, since built-in voices are asked for next
     * @throws SpeechException {@link SpeechException.UnusableClip}, {@link SpeechException.ConversionFailed} or
     *     {@link SpeechException.StorageFull}
     */
    Optional<Voice.Clip> find(String name) throws SpeechException;

    /**
     * Takes in a new clip. It is validated whole before anything is replaced, and appears by one atomic step.
     *
     * @param content read to its end, not closed
     * @param filename plain file name with an accepted extension
     * @param overwrite whether an existing file of that name may be replaced
     * @throws SpeechException {@link SpeechException.InvalidFilename}, {@link SpeechException.AlreadyExists},
     *     {@link SpeechException.UnusableClip}, {@link SpeechException.TooLarge}, {@link SpeechException.ConversionFailed},
     *     {@link SpeechException.StorageFull} or {@link SpeechException.NotSaved}; then nothing has changed
     */
    Clip add(InputStream content, String filename, boolean overwrite) throws SpeechException;

    /** Largest file that {@link #add} takes in, in bytes, so that nobody has to send or keep more in vain. */
    default long uploadLimit() {
        return 100L << 20;
    }
}

package io.mynah.api.speech;

import io.mynah.api.engine.Voice;
import java.io.IOException;
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
     * Whether any clip has this content, whatever its name is by now. All clips are read for it that were not read before.
     *
     * @param contentId as in {@link Voice.Clip#contentId()}
     */
    boolean hasContent(String contentId);

    /**
     * Receives what may become a clip. It is written down once, hidden beside the clips, and not looked at yet.
     *
     * @param content read to its end, not closed
     * @throws IOException if {@code content} cannot be read; nothing is kept
     * @throws SpeechException {@link SpeechException.TooLarge}, {@link SpeechException.StorageFull} or
     *     {@link SpeechException.NotSaved}; nothing is kept
     */
    NewClip receive(InputStream content) throws IOException, SpeechException;

    /** Largest file that {@link #receive} takes in, in bytes, so that nobody has to send or keep more in vain. */
    default long uploadLimit() {
        return 100L << 20;
    }
}

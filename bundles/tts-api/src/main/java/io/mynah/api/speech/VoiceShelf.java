package io.mynah.api.speech;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The user's voices, to be managed: clips, and mixtures that were given a name. Each is a file in references/, and files
 * that people put there or take away are seen at the next call; what is noted down about them is kept beside them. Names are
 * checked as those of uploads are: nothing outside references/ is ever opened or made. Safe for use by several threads.
 */
@ProviderType
public interface VoiceShelf {

    /** Extension of a saved mixture: a text file of one line, the expression; lines that begin with # are comments. */
    String BLEND_EXTENSION = ".blend";

    /** All voices of the user, sorted by file name. */
    List<UserVoice> all();

    /**
     * The voice that a request's {@code voice} names: a clip by the rules of the wire contract, otherwise a mixture by its
     * name with or without {@link #BLEND_EXTENSION}. Nothing is converted or decoded for it.
     */
    Optional<UserVoice> voice(String name);

    /**
     * The file that the user brought, as it is.
     *
     * @param voice out of {@link #voice}
     * @return to be read only; it may go at any time
     * @throws SpeechException {@link SpeechException.VoiceNotFound} if it has gone meanwhile, or leads out of references/
     */
    Path file(UserVoice voice) throws SpeechException;

    /**
     * Gives a voice another name, in one step; what was noted down goes along.
     *
     * @param name plain file name; without an extension it keeps the one it has, another one is refused
     * @return the voice under its new name
     * @throws SpeechException {@link SpeechException.InvalidFilename}, {@link SpeechException.AlreadyExists},
     *     {@link SpeechException.VoiceNotFound} if it has gone meanwhile, or {@link SpeechException.NotSaved}
     */
    UserVoice rename(UserVoice voice, String name) throws SpeechException;

    /**
     * Removes a voice and all that was made from it or noted down about it.
     *
     * @throws SpeechException {@link SpeechException.NotSaved} if its file cannot be removed
     */
    void delete(UserVoice voice) throws SpeechException;

    /**
     * Notes down something else about a voice. Of several who do so at once each one changes what the one before has noted.
     *
     * @param change what is to be noted, given what is; called once at most, and must not call the shelf
     * @throws SpeechException {@link SpeechException.VoiceNotFound} if it has gone meanwhile,
     *     {@link SpeechException.StorageFull} or {@link SpeechException.NotSaved}; then the old notes are still there
     */
    UserVoice note(UserVoice voice, UnaryOperator<VoiceNotes> change) throws SpeechException;

    /**
     * Saves a mixture under a name, in one step. Whether there are such voices is not looked at here.
     *
     * @param name plain file name, with or without {@link #BLEND_EXTENSION}
     * @param expression one line
     * @throws SpeechException {@link SpeechException.InvalidFilename}, {@link SpeechException.AlreadyExists},
     *     {@link SpeechException.InvalidVoice}, {@link SpeechException.StorageFull} or {@link SpeechException.NotSaved}
     */
    UserVoice save(String name, String expression, boolean overwrite) throws SpeechException;
}

package io.mynah.closest;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.VoiceLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a content is still among the user's clips. A folder in which there were clips and now are none has lost
 * them; any other one without clips tells nothing, since that is what the place of a volume looks like that is not
 * mounted. Safe for use by several threads.
 */
final class ClipsOfFolder {
    /** The folder in which there were clips last, whatever stands at its path by now. */
    private volatile @Nullable Object seen;

    /** Whether a content is there, or nobody can tell; the name is one that it had. */
    boolean have(VoiceLibrary library, String clip, String contentId) {
        @Nullable Object folder = identity(library.directory());
        if (library.names().isEmpty()) {
            return folder == null || !folder.equals(seen);
        }
        seen = folder;
        // By its name first, which costs least; it may have another one by now.
        return isCalled(library, clip, contentId) || library.hasContent(contentId);
    }

    /** {@code null} where there is no folder, or on file systems without such a thing. */
    private static @Nullable Object identity(Path folder) {
        try {
            return Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isCalled(VoiceLibrary library, String clip, String contentId) {
        try {
            return library.find(clip)
                    .filter(now -> now.contentId().equals(contentId))
                    .isPresent();
        } catch (SpeechException e) {
            return false; // replaced by something that is no clip
        }
    }
}

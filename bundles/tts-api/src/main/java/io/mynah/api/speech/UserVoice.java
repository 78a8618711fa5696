package io.mynah.api.speech;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A voice that the user brought: a clip or a saved mixture, one file in references/.
 *
 * @param filename within references/, which is what requests name it by; requests may leave the extension out
 * @param clip what is known of the clip; {@code null} for a mixture
 * @param blend the mixture's expression, such as {@code af_heart(2)+am_michael}; {@code null} for a clip
 * @param bytes size of the file
 * @param modified when the file was last written
 * @param notes what its owner noted down
 */
public record UserVoice(
        String filename, @Nullable Clip clip, @Nullable String blend, long bytes, Instant modified, VoiceNotes notes) {}

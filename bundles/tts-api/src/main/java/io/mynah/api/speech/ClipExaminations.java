package io.mynah.api.speech;

import io.mynah.api.voice.VoiceDoctor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the {@link VoiceDoctor} found in clips. Clips are examined in the background, one after the other, and findings are
 * kept by the clip's content beside its twin, so that each content is examined once. Safe for use by several threads.
 */
@ProviderType
public interface ClipExaminations {

    /** How far an examination is. */
    enum State {
        /** It waits for its turn, is under way, or failed through no fault of the clip, and is tried again after a while. */
        PENDING,
        /** There are findings. */
        DONE,
        /** The clip cannot be examined; it is tried again once the file changes. */
        FAILED
    }

    /**
     * An examination.
     *
     * @param findings {@code null} unless {@code state} is {@link State#DONE}
     */
    record Examination(State state, VoiceDoctor.@Nullable Findings findings) {}

    /**
     * Examinations of the valid ones among clips, by file name. Those that nobody has examined yet are begun.
     *
     * @param patience how long to wait for those that are not done
     * @return empty if there is no doctor
     */
    Optional<Map<String, Examination>> of(List<Clip> clips, Duration patience);
}

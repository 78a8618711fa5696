package io.mynah.rest.body;

import io.mynah.api.speech.VoiceNotes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a voice; {@code null} leaves a thing as it is.
 *
 * @param language empty takes the language away
 */
public record VoiceChange(
        @Nullable String name,
        @Nullable List<String> tags,
        @Nullable String language,
        @Nullable String notes,
        @Nullable Boolean consent) {

    /** Whether anything is to be noted down. */
    public boolean changesNotes() {
        return tags != null || language != null || notes != null || consent != null;
    }

    /** What is noted down from now on. */
    public VoiceNotes applyTo(VoiceNotes before) {
        return new VoiceNotes(
                tags == null ? before.tags() : tags,
                language == null ? before.language() : language.isEmpty() ? null : language,
                notes == null ? before.notes() : notes,
                consent == null ? before.consent() : consent);
    }
}

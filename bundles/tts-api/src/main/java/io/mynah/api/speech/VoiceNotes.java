package io.mynah.api.speech;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people note down about a voice of theirs.
 *
 * @param tags at most {@value #MOST_TAGS} of 1 to {@value #LONGEST_TAG} characters, each once, and none of them a
 *     control character such as a line break
 * @param language a BCP 47 tag such as {@code de-AT}; {@code null} if nobody said
 * @param notes at most {@value #LONGEST_NOTES} characters, empty for none
 * @param consent whether the person whose voice it is agreed to its use; to that of the voice as it was then: it does not
 *     pass on to whoever is heard in another file of the same name
 */
public record VoiceNotes(List<String> tags, @Nullable String language, String notes, boolean consent) {

    /** Most tags of a voice. */
    public static final int MOST_TAGS = 32;
    /** Longest tag, in characters. */
    public static final int LONGEST_TAG = 64;
    /** Longest text of notes, in characters. */
    public static final int LONGEST_NOTES = 4_000;
    /** What a language's tag looks like. */
    public static final String LANGUAGE = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}";

    /** Nothing noted. */
    public static final VoiceNotes NONE = new VoiceNotes(List.of(), null, "", false);

    /** @throws IllegalArgumentException if anything is beyond these limits */
    public VoiceNotes {
        tags = tags.stream().distinct().toList();
        boolean tagsFit = tags.size() <= MOST_TAGS
                && tags.stream()
                        .allMatch(tag -> !tag.isBlank()
                                && tag.length() <= LONGEST_TAG
                                && tag.chars().noneMatch(Character::isISOControl));
        if (!tagsFit
                || notes.codePointCount(0, notes.length()) > LONGEST_NOTES
                || (language != null && !language.matches(LANGUAGE))) {
            throw new IllegalArgumentException("notes of a voice beyond their limits");
        }
    }
}

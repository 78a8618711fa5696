package io.mynah.api.text;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads text: where sentences end and how words sound. A service; several may stand side by side, each for languages of
 * its own. Safe for use by several threads.
 */
@ConsumerType
public interface TextFrontEnd {

    /** Service property: the BCP 47 tags of {@link #languages()}, as an array of strings. */
    String LANGUAGES = "mynah.text.languages";

    /** BCP 47 tags of the languages this front end reads, such as {@code en-US}. */
    List<String> languages();

    /**
     * Cuts a text into sentences in their order; blank ones are left out and nothing else is lost. Inline
     * {@code [word](/phonemes/)} marks are never cut.
     *
     * @param language one of {@link #languages()}
     */
    List<String> sentences(String text, String language);

    /**
     * How a text sounds, in the phoneme alphabet of misaki and Kokoro: words separated by blanks, punctuation kept.
     * Takes time in proportion to the text's length.
     *
     * @param language one of {@link #languages()}
     * @return phonemes; empty where nothing in the text can be spoken
     */
    String phonemes(String text, String language);
}

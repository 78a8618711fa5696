package io.mynah.api.text;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Changes texts before they are spoken: writes abbreviations out, replaces words, leaves links away. A service; of several the
 * one with the highest {@code service.ranking} is asked first, and each gets what the one before it made. It comes and goes
 * while the server speaks. Safe for use by several threads.
 *
 * <p>A filter never costs a request its answer: where it throws, takes longer than half a second, or gives back {@code null},
 * a blank text or one that is much longer than the server accepts, the text goes on as it was. One that takes too long is not
 * asked for half a minute.
 */
@ConsumerType
public interface TextFilter {

    /**
     * Changes a text, or gives it back as it is. An interrupt says that nobody waits any more.
     *
     * @param text all that a request wants to hear, in NFC, without control characters but line breaks, not blank; inline
     *     {@code [word](/phonemes/)} marks are to be left as they are
     * @param language in which it will be read, as a BCP 47 tag such as {@code en-US}
     */
    String filter(String text, String language);
}

/**
 * The user's voice clips: which file a name means, whether it is fit to be a voice, and how it gets into references/.
 * Nothing outside of that folder is opened or written, and nothing that a user put there is changed.
 *
 * <p>Within references/ the hidden folder {@code .mynah} is the library's own: {@code tmp} holds what is being taken in or
 * converted, {@code twins} the memory of which WAV was made from which clip. It can be deleted at any time.
 */
@NullMarked
package io.mynah.voices;

import org.jspecify.annotations.NullMarked;

package io.mynah.core.casting;

import io.mynah.api.voice.ClosestVoice;

/** One that keeps nothing, so that there is nothing to forget. */
@FunctionalInterface
public interface OnlyFinds extends ClosestVoice {

    @Override
    default void forget(String contentId) {}
}

package io.mynah.closest;

import java.util.Optional;

/** What the search needs of the server around it. */
interface Surroundings {

    /** Whether somebody waits or is spoken to, so that the search must not run. Cheap. */
    boolean isBusy();

    /** Whether a clip is there, with this very content, or another one has it; yes, as long as nobody can tell. */
    boolean has(String clip, String contentId);

    /** An engine's ear and mouth, until it is closed; empty while the engine is not there. */
    Optional<Listening> listen(String engine);

    /** An ear that is lent. */
    interface Listening extends AutoCloseable {
        Ear ear();

        /** Whether it is to be closed soon. */
        boolean isWantedBack();

        @Override
        void close();
    }
}

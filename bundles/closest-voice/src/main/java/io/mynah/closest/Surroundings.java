package io.mynah.closest;

import io.mynah.api.engine.Voice;
import java.util.Optional;

/** What the search needs of the server around it. */
interface Surroundings {

    /** Whether somebody waits or is spoken to, so that the search must not run. Cheap. */
    boolean isBusy();

    /** Whether a clip is still there, with the same content. */
    boolean has(Voice.Clip clip);

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

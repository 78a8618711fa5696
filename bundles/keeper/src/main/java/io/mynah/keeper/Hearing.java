package io.mynah.keeper;

/** Has an engine say a word. */
@FunctionalInterface
interface Hearing {

    /** What was heard. */
    enum Result {
        /** It speaks. */
        SPEAKS,
        /** It failed, or said nothing. */
        FAILS,
        /** It could not be asked, or did not come to it. */
        UNKNOWN
    }

    /** Asks the engine of an id; takes as long as a request. */
    Result hear(String engine);
}

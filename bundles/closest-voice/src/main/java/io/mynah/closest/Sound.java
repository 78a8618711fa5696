package io.mynah.closest;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.voice.SpeechSpectrum.Levels;
import java.util.OptionalDouble;

/** What a mixture said. Used by one thread at a time. */
interface Sound {

    /** The speaker vector, of length 1. */
    double[] vector();

    /** The median fundamental frequency in Hz, if that could be told; the same in every tone. */
    OptionalDouble pitch();

    /** The spectrum. */
    Levels levels();

    /** The same in another tone. */
    Sound in(ToneCurve tone);
}

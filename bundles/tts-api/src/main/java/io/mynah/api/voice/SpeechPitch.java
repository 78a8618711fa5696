package io.mynah.api.voice;

import java.util.OptionalDouble;
import org.osgi.annotation.versioning.ConsumerType;

/** Measures how high somebody speaks. Safe for use by several threads. */
@ConsumerType
public interface SpeechPitch {

    /**
     * The median of the fundamental frequency where speech is voiced.
     *
     * @param speech as {@link SpeechPreparation} makes it, at {@link SpeakerEncoder#SAMPLE_RATE}; not changed
     * @return in Hz; empty if too little of it is voiced to tell, as in a whisper
     */
    OptionalDouble of(float[] speech);
}

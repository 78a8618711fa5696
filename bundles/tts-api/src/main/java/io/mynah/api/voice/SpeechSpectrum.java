package io.mynah.api.voice;

import io.mynah.api.audio.ToneCurve;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Measures the long-term average spectrum of speech. Safe for use by several threads. */
@ConsumerType
public interface SpeechSpectrum {

    /**
     * Levels of the bands of {@link ToneCurve}, in dB with a common reference.
     *
     * @param mean of the power over all of the speech
     * @param floor what lies below between the sounds of speech, noise say: exceeded nine tenths of the time
     */
    record Levels(List<Double> mean, List<Double> floor) {
        public Levels {
            mean = List.copyOf(mean);
            floor = List.copyOf(floor);
        }
    }

    /**
     * The spectrum of speech.
     *
     * @param speech as {@link SpeechPreparation} makes it, at {@link SpeakerEncoder#SAMPLE_RATE}; not changed
     * @throws IllegalArgumentException if it is empty
     */
    Levels of(float[] speech);
}

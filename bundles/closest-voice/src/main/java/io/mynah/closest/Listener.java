package io.mynah.closest;

import io.mynah.api.audio.Equalizer;
import io.mynah.api.audio.ToneCurve;
import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.SpeechPitch;
import io.mynah.api.voice.SpeechPreparation;
import io.mynah.api.voice.SpeechSpectrum;
import io.mynah.api.voice.SpeechSpectrum.Levels;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** The services that tell how speech sounds. Safe for use by several threads. */
record Listener(SpeechPreparation preparation, SpeakerEncoder encoder, SpeechSpectrum spectrum, SpeechPitch pitch) {

    /**
     * What is heard in samples.
     *
     * @param sampleRate in Hz
     * @return empty if nobody can be heard
     */
    Optional<Sound> hear(float[] samples, int sampleRate) {
        float[] speech = preparation.ofSamples(samples, sampleRate);
        return speech.length < SpeakerEncoder.SAMPLE_RATE / 2 ? Optional.empty() : Optional.of(new Heard(speech));
    }

    /** What is heard in speech that was prepared. */
    Speaker speaker(float[] speech) {
        return new Speaker(Matrix.of(encoder.embed(speech)), spectrum.of(speech), pitch.of(speech));
    }

    private final class Heard implements Sound {
        private final float[] speech;
        private final double[] vector;

        Heard(float[] speech) {
            this.speech = speech;
            this.vector = Matrix.of(encoder.embed(speech));
        }

        @Override
        public double[] vector() {
            return vector;
        }

        @Override
        public OptionalDouble pitch() {
            return pitch.of(speech);
        }

        @Override
        public Levels levels() {
            return spectrum.of(speech);
        }

        @Override
        public Sound in(ToneCurve tone) {
            Equalizer equalizer = new Equalizer(tone, SpeakerEncoder.SAMPLE_RATE);
            float[] begin = equalizer.next(speech);
            float[] end = equalizer.end();
            float[] toned = Arrays.copyOf(begin, speech.length);
            System.arraycopy(end, 0, toned, begin.length, end.length);
            return hear(toned, SpeakerEncoder.SAMPLE_RATE).orElse(this);
        }
    }
}

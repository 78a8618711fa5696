package io.mynah.engine.base.hibari;

import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.engine.base.PhonemePieces;
import io.mynah.engine.base.Pool;
import io.mynah.engine.base.Vocabulary;
import java.util.List;
import java.util.Set;

/**
 * All of the hibari voice but its networks, whoever computes them: text to phonemes, phonemes to pieces, spectra to sound. Safe
 * for use by several threads.
 */
public final class HibariSpeech {
    /** Symbols that the networks are given at once. */
    private static final int LONGEST = 400;

    private final TextFrontEnd text;
    private final String language;
    private final Vocabulary vocabulary;
    private final Pool<SpectralSynthesis> benches = new Pool<>(SpectralSynthesis::new);
    private final float[] noiseTable = GaussianNoise.table();

    /** The networks. */
    public interface Networks {

        /**
         * Predicts the frames of one piece of speech and has them made sound.
         *
         * @param ids from {@link Vocabulary#ids}, at least three
         * @param speed the pace, 1 being the voice's own
         * @param synthesis to be called once, with frames that may be closed when it returns
         * @return what it returned
         */
        float[] run(long[] ids, float speed, Synthesis synthesis) throws EngineException;
    }

    /** The way from spectra to a waveform. */
    public interface Synthesis {

        /** The samples, 24,000 a second. */
        float[] sound(SpectralFrames frames) throws EngineException;
    }

    /** @param language tag of the language that the voice speaks */
    public HibariSpeech(TextFrontEnd text, String language, Vocabulary vocabulary) {
        this.text = text;
        this.language = language;
        this.vocabulary = vocabulary;
    }

    /** What an engine can do that speaks so. */
    public static EngineInfo.Builder describe(String id, VoiceInfo voice) {
        return EngineInfo.builder(id)
                .sampleRate(SpectralSynthesis.SAMPLE_RATE)
                .languages(List.of("English"))
                .voices(List.of(voice))
                .features(List.of("streaming"))
                .parameters(Set.of("speed", "seed"));
    }

    /** An utterance that is to be spoken. */
    public Take take(Utterance utterance) {
        return new Take(utterance);
    }

    /** One utterance on its way; used by one thread. */
    public final class Take {
        private final Utterance utterance;
        private final GaussianNoise noise = new GaussianNoise(noiseTable);

        private Take(Utterance utterance) {
            this.utterance = utterance;
            utterance.seed().ifPresent(noise::seed);
        }

        /** Its phonemes, in pieces that the networks take. */
        public List<String> pieces() {
            return PhonemePieces.of(text.phonemes(utterance.text(), language), LONGEST);
        }

        /** The sound of the next piece; no samples where nothing in it can be spoken. */
        public float[] sound(String piece, Networks networks) throws EngineException {
            long[] ids = vocabulary.ids(piece);
            return ids.length <= 2 ? new float[0] : networks.run(ids, utterance.speed(), this::synthesize);
        }

        private float[] synthesize(SpectralFrames frames) throws EngineException {
            SpectralSynthesis bench = benches.take();
            try {
                return bench.synthesize(frames, noise);
            } finally {
                benches.give(bench);
            }
        }
    }
}

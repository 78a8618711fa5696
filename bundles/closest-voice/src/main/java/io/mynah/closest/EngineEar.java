package io.mynah.closest;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Has an engine speak, and listens. */
final class EngineEar implements Ear {
    private static final String LANGUAGE = "English";
    /** Longer than any sentence in {@link Sentences}, so whatever goes on for so long has gone wrong. */
    private static final int MOST_SECONDS = 30;

    private final TtsEngine engine;
    private final List<String> voices;
    private final Listener listener;

    /** @param voices in the order of weights */
    EngineEar(TtsEngine engine, List<String> voices, Listener listener) {
        this.engine = engine;
        this.voices = voices;
        this.listener = listener;
    }

    @Override
    public Optional<Sound> hear(double[] weights, List<String> texts, Cancellation cancellation)
            throws EngineException {
        Voice.Blend voice = Mixtures.blend("search", voices, weights);
        float[] samples = new float[0];
        for (String text : texts) {
            samples = speak(text, voice, samples, cancellation);
            if (cancellation.isRequested()) {
                return Optional.empty();
            }
        }
        return listener.hear(samples, engine.info().sampleRate());
    }

    private float[] speak(String text, Voice voice, float[] before, Cancellation cancellation) throws EngineException {
        String language = engine.info().speaks(LANGUAGE) ? LANGUAGE : "Auto";
        Utterance utterance =
                new Utterance(text, voice, language, "Neutral", Sampling.DEFAULT, OptionalLong.of(0), 1.0f);
        int most = before.length + MOST_SECONDS * engine.info().sampleRate();
        float[] all = before;
        try (PcmStream stream = engine.speak(utterance, cancellation)) {
            float[] block = stream.read();
            while (block != null && !cancellation.isRequested() && all.length < most) {
                float[] longer = Arrays.copyOf(all, all.length + block.length);
                System.arraycopy(block, 0, longer, all.length, block.length);
                all = longer;
                block = stream.read();
            }
        } catch (EngineException e) {
            if (!cancellation.isRequested()) {
                throw e;
            }
        }
        return all;
    }
}

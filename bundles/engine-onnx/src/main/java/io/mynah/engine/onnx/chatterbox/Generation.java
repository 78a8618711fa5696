package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.OrtException;
import io.mynah.api.engine.EngineException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.DoubleSupplier;

/** Speech tokens, one after the other, until the model says that it has finished. */
final class Generation {
    private final int[] tokens;
    private final boolean finished;

    private Generation(int[] tokens, boolean finished) {
        this.tokens = tokens;
        this.finished = finished;
    }

    /** Without the one that ends speech. */
    int[] tokens() {
        return tokens;
    }

    /** Whether the model ended, not the limit. */
    boolean finished() {
        return finished;
    }

    /** Sees what the network says at each step. */
    interface Observer {
        /**
         * One step.
         *
         * @param logits to be read now; written anew at the next step
         * @throws EngineException to end the generation
         */
        void step(float[] logits, Sampler sampler, int token) throws EngineException;
    }

    /** Notices a model that does not come to an end. */
    interface Watch {
        /** Never cuts. */
        Watch NONE = (tokens, count) -> count;

        /**
         * Takes note of the last token.
         *
         * @param tokens all of this utterance
         * @param count how many there are, the last one among them
         * @return how many of them to keep if it must end here; otherwise {@code count}
         */
        int keep(int[] tokens, int count);
    }

    /**
     * Generates.
     *
     * @param longest most tokens
     * @param watch asked after each token that is no end
     * @param uniform where chance comes from; asked once a step if chance decides
     */
    static Generation of(
            TokenStream stream,
            Conditioning voice,
            long[] text,
            Decoding decoding,
            int longest,
            Watch watch,
            DoubleSupplier uniform,
            Observer observer)
            throws OrtException, EngineException {
        SpeechTokens speech = stream.speech();
        float[] logits = stream.begin(voice.features(), text);
        speech.requireScored(logits.length);
        Sampler sampler = new Sampler(decoding, logits.length);
        BitSet history = new BitSet(logits.length);
        history.set(speech.start());
        int[] tokens = new int[longest];
        int count = 0;
        while (count < longest) {
            int token = sampler.next(logits, history, uniform);
            observer.step(logits, sampler, token);
            if (speech.ends().contains(token)) {
                return new Generation(Arrays.copyOf(tokens, count), true);
            }
            if (count == 0 && decoding.sampled() && decoding.order() == Decoding.Order.TURBO) {
                history.clear(speech.start());
            }
            tokens[count++] = token;
            history.set(token);
            int sound = watch.keep(tokens, count);
            if (sound < count) {
                return new Generation(Arrays.copyOf(tokens, sound), false);
            }
            if (count < longest) {
                logits = stream.next(token);
            }
        }
        return new Generation(tokens, false);
    }
}

package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.OrtException;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.api.voice.ClipAudio;
import io.mynah.engine.base.PieceStream;
import io.mynah.engine.onnx.TerminableRun;
import io.mynah.engine.onnx.TerminableSpeaker;
import io.mynah.engine.onnx.device.PlacedModel;
import io.mynah.engine.onnx.device.Placement;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;

/**
 * Speaks in the voice of a clip, a block for each piece of the utterance. One piece is spoken at a time, whoever asks: the
 * model takes gigabytes as it is.
 *
 * <p>Whoever closes it has unregistered it before.
 */
final class ChatterboxEngine implements TtsEngine, AutoCloseable {
    private static final int MOST_TOKENS = 1_000;
    /** The model listens to the first ten seconds. */
    private static final double CLIP_SECONDS = 15;

    private static final long POLL_MILLIS = 50;

    /** Behind each piece, a quarter of a second: the network itself ends where the last sound does. */
    private static final int PAUSE = ChatterboxModel.SAMPLE_RATE / 4;

    private final EngineInfo info;
    private final PlacedModel<ChatterboxModel> network;
    private final String modelId;
    private final ClipAudio clips;
    private final Conditionings conditionings;
    private final LanguageTags languages;
    private final LongFunction<DoubleSupplier> chance;
    private final ReentrantLock turn = new ReentrantLock(true);

    /**
     * An engine.
     *
     * @param modelId of letters, digits and dashes; another for each revision and precision
     * @param chance gives the source of random numbers from 0 up to below 1 for a seed
     */
    ChatterboxEngine(
            EngineInfo info,
            PlacedModel<ChatterboxModel> network,
            String modelId,
            ClipAudio clips,
            Conditionings conditionings,
            LanguageTags languages,
            LongFunction<DoubleSupplier> chance) {
        this.info = info;
        this.network = network;
        this.modelId = modelId;
        this.clips = clips;
        this.conditionings = conditionings;
        this.languages = languages;
        this.chance = chance;
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public PcmStream speak(Utterance utterance, Cancellation cancellation) throws EngineException {
        if (!(utterance.voice() instanceof Voice.Clip clip)) {
            throw new EngineException(
                    EngineException.Kind.FAILED, info.title() + " speaks in the voice of a clip; none was named.");
        }
        DoubleSupplier uniform =
                chance.apply(utterance.seed().isPresent() ? utterance.seed().getAsLong() : System.nanoTime());
        return new PieceStream(
                cancellation,
                () -> TextChunks.of(utterance.text()),
                new TerminableSpeaker(
                        cancellation,
                        (piece, isLast, run) -> speak(piece, clip, utterance, uniform, cancellation, run)));
    }

    private float[] speak(
            String piece,
            Voice.Clip clip,
            Utterance utterance,
            DoubleSupplier uniform,
            Cancellation cancellation,
            TerminableRun run)
            throws EngineException {
        awaitTurn(cancellation);
        try {
            return network.run(
                    model -> sound(model, piece, clip, utterance, uniform, cancellation, run),
                    model -> {
                        List<float[]> sounds = new ArrayList<>();
                        for (String part : TextChunks.halves(piece)) {
                            sounds.add(sound(model, part, clip, utterance, uniform, cancellation, run));
                        }
                        return joined(sounds);
                    },
                    cancellation);
        } finally {
            turn.unlock();
        }
    }

    private float[] sound(
            ChatterboxModel model,
            String piece,
            Voice.Clip clip,
            Utterance utterance,
            DoubleSupplier uniform,
            Cancellation cancellation,
            TerminableRun run)
            throws OrtException, EngineException {
        Conditioning voice = conditioning(model, clip, utterance.sampling().normLoudness(), run);
        String text = Punctuation.normalize(piece);
        int longest = RunAway.limit(text, MOST_TOKENS);
        Generation generation;
        try (TokenStream tokens = model.tokens(run.keeping())) {
            generation = Generation.of(
                    tokens,
                    voice,
                    model.ids(languages.tagged(text, utterance.language())),
                    decoding(utterance.sampling()),
                    longest,
                    new RunAway(),
                    uniform,
                    (logits, sampler, token) -> {
                        if (cancellation.isRequested()) {
                            throw cancelled();
                        }
                    });
        }
        float[] sound = model.sound(voice, model.decoderTokens(voice, generation.tokens()), run.givingBack());
        return Arrays.copyOf(sound, sound.length + PAUSE);
    }

    private static float[] joined(List<float[]> sounds) {
        FloatBuffer all = FloatBuffer.allocate(
                sounds.stream().mapToInt(sound -> sound.length).sum());
        sounds.forEach(all::put);
        return all.array();
    }

    private void awaitTurn(Cancellation cancellation) throws EngineException {
        try {
            while (!turn.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancellation.isRequested()) {
                    throw cancelled();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        }
    }

    private static EngineException cancelled() {
        return new EngineException(EngineException.Kind.CANCELLED, "The utterance was cancelled.");
    }

    private Conditioning conditioning(ChatterboxModel model, Voice.Clip clip, boolean level, TerminableRun run)
            throws EngineException, OrtException {
        String key = clip.contentId() + "-" + modelId + (level ? "-level" : "");
        Conditioning known = conditionings.read(key).orElse(null);
        if (known != null) {
            return known;
        }
        float[] samples;
        try {
            samples = clips.read(clip.wav(), ChatterboxModel.SAMPLE_RATE, CLIP_SECONDS);
        } catch (IOException e) {
            throw new EngineException(EngineException.Kind.FAILED, "The clip cannot be read any more.", e);
        }
        if (level) {
            Levels.raise(samples, clips.gain(samples, ChatterboxModel.SAMPLE_RATE));
        }
        Conditioning heard = model.listen(samples, run.givingBack());
        conditionings.write(key, heard);
        return heard;
    }

    /** The original ignores the least probability. */
    private static Decoding decoding(Sampling sampling) {
        return new Decoding(
                true,
                sampling.temperature(),
                sampling.topK(),
                sampling.topP(),
                0,
                sampling.repetitionPenalty(),
                Decoding.Order.TURBO);
    }

    /** Loads the network, if it is not. */
    void load() throws IOException {
        network.load();
    }

    /** Tells where the model is, now and when that changes. */
    void onMove(Consumer<Placement> told) {
        network.onMove(told);
    }

    @Override
    public boolean unload() {
        return network.unloadIfFree();
    }

    @Override
    public void close() {
        network.close();
    }
}

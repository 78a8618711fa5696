package io.mynah.engine.onnx.kokoro;

import ai.onnxruntime.OrtSession.RunOptions;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.engine.base.IdleModel;
import io.mynah.engine.base.PieceStream;
import io.mynah.engine.base.Vocabulary;
import io.mynah.engine.onnx.TerminableSpeaker;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Speaks with Kokoro's stock voices and mixtures of them, a block for each piece of the utterance.
 *
 * <p>Whoever closes it has unregistered it before; a run that is under way all the same keeps the network until it ends.
 */
final class KokoroEngine implements TtsEngine, AutoCloseable {
    private static final String ENGLISH = "English";

    private final EngineInfo info;
    private final List<TextFrontEnd> frontEnds;
    private final Vocabulary vocabulary;
    private final VoiceTables tables;
    private final IdleModel<KokoroModel> network;

    /** @param frontEnds that together read the languages of all voices in {@code info} */
    KokoroEngine(
            EngineInfo info,
            List<TextFrontEnd> frontEnds,
            Vocabulary vocabulary,
            VoiceTables tables,
            IdleModel<KokoroModel> network) {
        this.info = info;
        this.frontEnds = List.copyOf(frontEnds);
        this.vocabulary = vocabulary;
        this.tables = tables;
        this.network = network;
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public PcmStream speak(Utterance utterance, Cancellation cancellation) throws EngineException {
        List<Voice.Blend.Part> parts = parts(utterance.voice());
        return new PieceStream(
                cancellation,
                () -> KokoroPieces.of(phonemes(utterance, parts)),
                new TerminableSpeaker(
                        cancellation,
                        (piece, isLast, run) ->
                                Edges.shorten(sound(piece, parts, utterance.speed(), run.givingBack()), isLast)));
    }

    /** What a voice is mixed of; a clip, which this engine cannot take on, sounds like its default voice. */
    private List<Voice.Blend.Part> parts(Voice voice) throws EngineException {
        List<Voice.Blend.Part> parts;
        if (voice instanceof Voice.Blend blend) {
            parts = blend.parts();
        } else if (voice instanceof Voice.BuiltIn) {
            parts = List.of(new Voice.Blend.Part(voice.name(), 1));
        } else {
            parts = List.of(new Voice.Blend.Part(info.voices().get(0).id(), 1));
        }
        for (Voice.Blend.Part part : parts) {
            boolean known = voice instanceof Voice.Blend
                    ? tables.ids().contains(part.voice())
                    : info.voices().stream().anyMatch(own -> own.id().equals(part.voice()));
            if (!known) {
                throw new EngineException(
                        EngineException.Kind.FAILED, "Kokoro has no voice '" + part.voice() + "' for now.");
            }
        }
        return parts;
    }

    /** How a text sounds. */
    private String phonemes(Utterance utterance, List<Voice.Blend.Part> parts) {
        String language = language(utterance.language(), parts);
        return frontEnds.stream()
                .filter(frontEnd -> frontEnd.languages().contains(language))
                .findFirst()
                .orElseThrow()
                .phonemes(utterance.text(), language);
    }

    /**
     * The language that was asked for, otherwise that of the parts; English where they have several, since what is closest to
     * a clip is mixed of voices of the whole world, also of languages that nobody reads. Of two Englishes, that of the greatest part.
     */
    private String language(String wanted, List<Voice.Blend.Part> parts) {
        List<VoiceInfo> mixed = parts.stream()
                .sorted(Comparator.comparingDouble(Voice.Blend.Part::weight).reversed())
                .flatMap(part ->
                        info.voices().stream().filter(voice -> voice.id().equals(part.voice())))
                .toList();
        boolean several =
                mixed.size() < parts.size() || StockVoices.languages(mixed).size() > 1;
        String name = !wanted.equals("Auto") ? wanted : several ? ENGLISH : StockVoices.language(mixed.get(0));
        return Stream.concat(mixed.stream(), info.voices().stream())
                .filter(voice -> StockVoices.language(voice).equals(name))
                .findFirst()
                .orElse(info.voices().get(0))
                .language();
    }

    /** The sound of one piece, with the silence around it; no samples where nothing in it can be spoken. */
    private float[] sound(String piece, List<Voice.Blend.Part> parts, float speed, RunOptions options)
            throws EngineException {
        long[] ids = vocabulary.ids(piece);
        if (ids.length <= 2) {
            return new float[0];
        }
        float[] style = tables.style(parts, ids.length - 2);
        try (IdleModel<KokoroModel>.Loan loan = network.borrow()) {
            return loan.model().run(ids, style, speed, options);
        } catch (IOException e) {
            throw new EngineException(EngineException.Kind.FAILED, "The voice could not be loaded.", e);
        }
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

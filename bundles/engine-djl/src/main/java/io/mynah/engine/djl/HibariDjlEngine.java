package io.mynah.engine.djl;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.engine.base.IdleModel;
import io.mynah.engine.base.PieceStream;
import io.mynah.engine.base.hibari.HibariSpeech;
import java.io.IOException;

/**
 * Speaks with the hibari voice, whose networks DJL computes, a block for each piece of the utterance. They are loaded by the
 * first who speaks, and unloaded when nobody has for a while.
 */
final class HibariDjlEngine implements TtsEngine, AutoCloseable {
    private final EngineInfo info;
    private final HibariSpeech speech;
    private final IdleModel<HibariNetworks> networks;

    HibariDjlEngine(EngineInfo info, HibariSpeech speech, IdleModel<HibariNetworks> networks) {
        this.info = info;
        this.speech = speech;
        this.networks = networks;
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public PcmStream speak(Utterance utterance, Cancellation cancellation) {
        HibariSpeech.Take take = speech.take(utterance);
        return new PieceStream(
                cancellation, take::pieces, (piece, isLast) -> take.sound(piece, networks(cancellation)));
    }

    private HibariSpeech.Networks networks(Cancellation cancellation) {
        return (ids, speed, synthesis) -> {
            try (IdleModel<HibariNetworks>.Loan loan = networks.borrow()) {
                return synthesis.sound(loan.model().run(ids, speed, cancellation));
            } catch (IOException e) {
                throw new EngineException(EngineException.Kind.FAILED, "The voice could not be loaded.", e);
            }
        };
    }

    @Override
    public boolean unload() {
        return networks.unloadIfFree();
    }

    @Override
    public void close() {
        networks.close();
    }
}

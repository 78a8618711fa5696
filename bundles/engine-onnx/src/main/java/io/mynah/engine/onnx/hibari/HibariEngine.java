package io.mynah.engine.onnx.hibari;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.engine.base.PieceStream;
import io.mynah.engine.base.Pool;
import io.mynah.engine.base.hibari.HibariSpeech;
import io.mynah.engine.onnx.TerminableSpeaker;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Speaks with the hibari voice, whose networks ONNX Runtime computes, a block for each piece of the utterance.
 *
 * <p>Whoever closes it has unregistered it before, so that nobody speaks any more; the lock is a second line, since ONNX
 * Runtime crashes the JVM when a session is closed while it runs.
 */
final class HibariEngine implements TtsEngine, AutoCloseable {
    private final EngineInfo info;
    private final HibariSpeech speech;
    private final HibariModel model;
    private final Pool<HeadBuffers> buffers = new Pool<>(HeadBuffers::new);
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    HibariEngine(EngineInfo info, HibariSpeech speech, HibariModel model) {
        this.info = info;
        this.speech = speech;
        this.model = model;
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public PcmStream speak(Utterance utterance, Cancellation cancellation) {
        HibariSpeech.Take take = speech.take(utterance);
        return new PieceStream(
                cancellation,
                take::pieces,
                new TerminableSpeaker(
                        cancellation, (piece, isLast, run) -> take.sound(piece, networks(run.keeping()))));
    }

    private HibariSpeech.Networks networks(RunOptions options) {
        return (ids, speed, synthesis) -> {
            life.readLock().lock();
            try {
                if (closed) {
                    throw new EngineException(EngineException.Kind.FAILED, "The engine has been stopped.");
                }
                return run(ids, speed, synthesis, options);
            } finally {
                life.readLock().unlock();
            }
        };
    }

    private float[] run(long[] ids, float speed, HibariSpeech.Synthesis synthesis, RunOptions options)
            throws EngineException {
        HeadBuffers own = buffers.take();
        try (HibariModel.Frames frames = model.run(ids, speed, own, options)) {
            return synthesis.sound(frames);
        } finally {
            buffers.give(own);
        }
    }

    @Override
    public void close() throws OrtException {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                model.close();
            }
        } finally {
            life.writeLock().unlock();
        }
    }
}

package io.mynah.engine.onnx.hibari;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.engine.onnx.PhonemePieces;
import io.mynah.engine.onnx.PieceStream;
import io.mynah.engine.onnx.Vocabulary;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Speaks with the hibari voice: text to phonemes, phonemes to spectra, spectra to sound, a block for each piece of the
 * utterance.
 *
 * <p>Whoever closes it has unregistered it before, so that nobody speaks any more; the lock is a second line, since ONNX
 * Runtime crashes the JVM when a session is closed while it runs.
 */
final class HibariEngine implements TtsEngine, AutoCloseable {
    /** Symbols that the network is given at once. */
    private static final int LONGEST = 400;

    private final EngineInfo info;
    private final TextFrontEnd text;
    private final Vocabulary vocabulary;
    private final HibariModel model;
    private final WorkbenchPool benches = new WorkbenchPool();
    private final float[] noiseTable = GaussianNoise.table();
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    HibariEngine(EngineInfo info, TextFrontEnd text, Vocabulary vocabulary, HibariModel model) {
        this.info = info;
        this.text = text;
        this.vocabulary = vocabulary;
        this.model = model;
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public PcmStream speak(Utterance utterance, Cancellation cancellation) {
        GaussianNoise noise = new GaussianNoise(noiseTable);
        utterance.seed().ifPresent(noise::seed);
        return new PieceStream(
                cancellation,
                () -> PhonemePieces.of(phonemes(utterance.text()), LONGEST),
                (piece, isLast, run) -> sound(piece, utterance.speed(), noise, run.keeping()));
    }

    /** Phonemes of a text, as the front end for the voice's language gives them. */
    private String phonemes(String written) {
        return text.phonemes(written, info.voices().get(0).language());
    }

    /** The sound of one piece; no samples where nothing in it can be spoken. */
    private float[] sound(String piece, float speed, GaussianNoise noise, RunOptions options) throws EngineException {
        long[] ids = vocabulary.ids(piece);
        if (ids.length <= 2) {
            return new float[0];
        }
        life.readLock().lock();
        try {
            if (closed) {
                throw new EngineException(EngineException.Kind.FAILED, "The engine has been stopped.");
            }
            return sound(ids, speed, noise, options);
        } finally {
            life.readLock().unlock();
        }
    }

    private float[] sound(long[] ids, float speed, GaussianNoise noise, RunOptions options) throws EngineException {
        Workbench bench = benches.take();
        try (HibariModel.Frames frames = model.run(ids, speed, bench.buffers(), options)) {
            return bench.synthesis().synthesize(frames, noise);
        } finally {
            benches.give(bench);
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

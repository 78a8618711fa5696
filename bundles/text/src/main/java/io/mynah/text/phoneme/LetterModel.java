package io.mynah.text.phoneme;

import io.mynah.text.data.EnglishData;
import io.mynah.text.lexicon.Accent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads words by their letters, for those that no dictionary has. The network behind it is loaded when the first such
 * word comes; what it said is remembered. Where ONNX Runtime is missing or broken it reads none, so that everything else can
 * still be spoken. Safe for use by several threads; {@link #close} waits for those that are reading.
 */
public final class LetterModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LetterModel.class);

    private static final int REMEMBERED = 4096;

    private final EnglishData data;
    private final Accent accent;
    private final Map<String, String> memory = new Memory();

    /** Guards the network: held for reading while it runs, for writing while it comes and goes. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private @Nullable LetterNetwork network;
    /** Whether there is no ONNX Runtime to load it with. */
    private boolean missing;

    private boolean closed;

    public LetterModel(EnglishData data, Accent accent) {
        this.data = data;
        this.accent = accent;
    }

    /**
     * How letters sound; empty if the model knows none of them, {@code null} if there is no model.
     *
     * @throws IllegalStateException if the model is closed, or fails
     */
    @Nullable String read(String letters) {
        synchronized (memory) {
            String known = memory.get(letters);
            if (known != null) {
                return known;
            }
        }
        String phonemes = run(letters);
        if (phonemes != null) {
            synchronized (memory) {
                memory.put(letters, phonemes);
            }
        }
        return phonemes;
    }

    private @Nullable String run(String letters) {
        while (true) {
            lock.readLock().lock();
            try {
                if (closed) {
                    throw new IllegalStateException("the model of unknown words is closed");
                }
                if (missing) {
                    return null;
                }
                if (network != null) {
                    return network.read(letters);
                }
            } finally {
                lock.readLock().unlock();
            }
            load();
        }
    }

    private void load() {
        lock.writeLock().lock();
        try {
            if (network == null && !closed && !missing) {
                network = LetterNetwork.load(data, accent.unknownWords());
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot load the model of unknown words", e);
        } catch (LinkageError e) {
            missing = true;
            LOG.error("Words that no dictionary has are spelled from now on, since ONNX Runtime cannot be loaded", e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            if (network != null) {
                network.close();
                network = null;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The words that were asked for last. */
    private static final class Memory extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        Memory() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    }
}

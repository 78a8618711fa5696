package io.mynah.runtime.tokenizers;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model's own {@code tokenizer.json} in Hugging Face's tokenizers, so that every layout of such a file means what it means
 * there. DJL's native methods are called without the classes around them, which download and report. Safe for use by
 * several threads; close it when no text will come any more.
 */
public final class Tokenizer implements AutoCloseable {
    static {
        System.loadLibrary("tokenizers");
    }

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final long handle;
    private boolean closed;

    private Tokenizer(long handle) {
        this.handle = handle;
    }

    /**
     * Loads a tokenizer.
     *
     * @throws IOException if the file cannot be read, or is no tokenizer
     */
    public static Tokenizer read(Path json) throws IOException {
        String content = Files.readString(json);
        try {
            return new Tokenizer(TokenizersLibrary.LIB.createTokenizerFromString(content));
        } catch (RuntimeException e) {
            throw new IOException(json + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * The tokens of a text.
     *
     * @param special whether to add the tokens that the file's post-processor adds
     * @throws IllegalStateException if it has been closed
     */
    public long[] ids(String text, boolean special) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the tokenizer has been closed");
            }
            long encoding = TokenizersLibrary.LIB.encode(handle, text, special);
            try {
                return TokenizersLibrary.LIB.getTokenIds(encoding);
            } finally {
                TokenizersLibrary.LIB.deleteEncoding(encoding);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                TokenizersLibrary.LIB.deleteTokenizer(handle);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}

package io.mynah.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;

/**
 * Options of ONNX Runtime's runs, which another thread may terminate until they are closed. As a {@link Runnable} it is what
 * a cancellation is to do.
 */
public final class TerminableRun implements Runnable, AutoCloseable {
    private final RunOptions keeping = new RunOptions();
    private final RunOptions givingBack = new RunOptions();
    private boolean closed;

    /** @throws OrtException if there is no memory for it */
    public TerminableRun() throws OrtException {
        givingBack.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
    }

    /**
     * For runs of some milliseconds, before {@link #close}: the memory that one takes is kept, and the next one has it at
     * once.
     */
    public RunOptions keeping() {
        return keeping;
    }

    /**
     * For long runs of many sizes, before {@link #close}: the system gets the memory back after each, since else the longest
     * one's, which for Kokoro is half a gigabyte, is kept for all time. That costs it no time that can be measured.
     */
    public RunOptions givingBack() {
        return givingBack;
    }

    /** Terminates a run that is under way and all that come. */
    @Override
    public synchronized void run() {
        if (!closed) {
            try {
                keeping.setTerminate(true);
                givingBack.setTerminate(true);
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            keeping.close();
            givingBack.close();
        }
    }
}

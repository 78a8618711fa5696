package io.mynah.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;

/**
 * Options of ONNX Runtime's runs, which another thread may terminate until they are closed. As a {@link Runnable} it is what
 * a cancellation is to do.
 */
public final class TerminableRun implements Runnable, AutoCloseable {
    private final RunOptions options = new RunOptions();
    private boolean closed;

    /** What becomes of the memory that a run took. */
    public enum Memory {
        /** The next run has it at once: for runs of some milliseconds. */
        KEPT,
        /**
         * The system gets it back after each run: for long runs of many sizes, since else the longest one's, which for
         * Kokoro is half a gigabyte, is kept for all time. That costs it no time that can be measured.
         */
        GIVEN_BACK
    }

    /** @throws OrtException if there is no memory for it */
    public TerminableRun(Memory memory) throws OrtException {
        if (memory == Memory.GIVEN_BACK) {
            options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        }
    }

    /** To be handed to runs, before {@link #close}. */
    public RunOptions options() {
        return options;
    }

    /** Terminates a run that is under way and all that come. */
    @Override
    public synchronized void run() {
        if (!closed) {
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            options.close();
        }
    }
}

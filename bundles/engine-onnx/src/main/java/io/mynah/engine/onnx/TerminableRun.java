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

    /** @throws OrtException if there is no memory for it */
    public TerminableRun() throws OrtException {}

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

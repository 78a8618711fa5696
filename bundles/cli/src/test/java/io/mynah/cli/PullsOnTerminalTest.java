package io.mynah.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelProgress.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PullsOnTerminalTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicBoolean started = new AtomicBoolean(true);

    private PullsOnTerminal pulls(boolean terminal) {
        return new PullsOnTerminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, started::get);
    }

    private static ModelProgress progress(String model, State state) {
        return new ModelProgress(model, "q4", state, model + ".onnx", 1, 2, 0, -1, null);
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void progressed_twoModels_oneLineForEachFile() {
        PullsOnTerminal pulls = pulls(false);
        for (int i = 0; i < 3; i++) {
            pulls.progressed(progress("a", State.FETCHING));
            pulls.progressed(progress("b", State.FETCHING));
        }
        assertEquals(2, shown().lines().count(), this::shown);
    }

    @Test
    void progressed_onATerminal_nextLineBeginsAnewAtTheEnd() {
        PullsOnTerminal pulls = pulls(true);
        pulls.progressed(progress("a", State.FETCHING));
        pulls.progressed(progress("a", State.DONE));
        assertEquals("\rfetching a.onnx  50 % of 2 B" + System.lineSeparator(), shown());
    }

    @Test
    void progressed_whileItStarts_terminalBelongsToTheStart() {
        started.set(false);
        PullsOnTerminal pulls = pulls(true);
        pulls.progressed(progress("a", State.FETCHING));
        pulls.progressed(progress("a", State.FAILED));
        assertEquals("", shown());
    }
}

package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelProgress;
import org.junit.jupiter.api.Test;

/** Pulls that nobody waits for. */
class BackgroundPullsTest extends PullTest {
    @Test
    void start_inTheBackground_progressUntilDone() throws Exception {
        BackgroundPulls pulls = new BackgroundPulls(bench.store());
        assertTrue(pulls.progress("tiny").isEmpty());
        pulls.start("tiny", "");
        Bench.await(() -> pulls.progress("tiny").orElseThrow().state().isOver());
        ModelProgress last = pulls.progress("tiny").orElseThrow();
        assertEquals(ModelProgress.State.DONE, last.state(), last::toString);
        assertFalse(pulls.cancel("tiny"));
        pulls.stop();
    }

    @Test
    void start_fails_progressSaysWhy() throws Exception {
        hub.heads.add(TestHub.status(401));
        BackgroundPulls pulls = new BackgroundPulls(bench.store());
        pulls.start("tiny", "q8");
        Bench.await(() -> pulls.progress("tiny").orElseThrow().state().isOver());
        ModelProgress last = pulls.progress("tiny").orElseThrow();
        assertEquals(ModelProgress.State.FAILED, last.state());
        assertTrue(String.valueOf(last.message()).contains("401"));
        assertThrows(ModelException.UnknownModel.class, () -> pulls.start("none", ""));
        pulls.stop();
    }
}

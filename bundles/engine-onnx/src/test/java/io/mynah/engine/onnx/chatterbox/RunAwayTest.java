package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RunAwayTest {
    /** How many tokens are kept of a generation that would go on; all of them if it is no loop. */
    private static int kept(int[] tokens) {
        RunAway runAway = new RunAway();
        for (int count = 1; count <= tokens.length; count++) {
            int keep = runAway.keep(tokens, count);
            if (keep < count) {
                return keep;
            }
        }
        return tokens.length;
    }

    @Test
    void keep_samePatternForSeconds_cutsBeforeIt() {
        int[] tokens = new int[400];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = i < 100 ? 1_000 + i : i % 5;
        }
        assertEquals(105, kept(tokens));
    }

    @Test
    void keep_twoSecondsOfPause_isNoLoop() {
        int[] tokens = new int[200];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = i >= 50 && i < 100 ? 4_299 : i;
        }
        assertEquals(200, kept(tokens));
    }

    @Test
    void limit_text_growsWithItAndEndsAtTheMost() {
        assertEquals(64, RunAway.limit("", 1_000));
        assertTrue(RunAway.limit("Hello there.", 1_000) < 200);
        assertEquals(1_000, RunAway.limit("a".repeat(300), 1_000));
    }
}

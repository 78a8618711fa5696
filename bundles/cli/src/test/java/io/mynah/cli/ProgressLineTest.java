package io.mynah.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelProgress.State;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static ModelProgress fetching(long done, long speed, long left, @Nullable String message) {
        return new ModelProgress("m", "q4", State.FETCHING, "net.onnx", done, 2_500_000_000L, speed, left, message);
    }

    @Test
    void describe_amidst_percentSpeedAndTimeLeft() {
        assertEquals(
                "fetching net.onnx  40 % of 2.50 GB  12.3 MB/s  2:02 left",
                ProgressLine.describe(fetching(1_000_000_000L, 12_300_000, 122, null)));
        assertEquals(
                "fetching net.onnx  0 % of 2.50 GB  999 B/s  1:01:01 left  waiting",
                ProgressLine.describe(fetching(0, 999, 3_661, "waiting")));
    }

    @Test
    void show_noTerminal_oneLineForEachFileAndMessage() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProgressLine line = new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
        line.show(fetching(0, 0, -1, null));
        line.show(fetching(1_000_000_000L, 0, -1, null));
        line.show(fetching(1_000_000_000L, 0, -1, "again"));
        line.end();
        assertEquals(2, bytes.toString(StandardCharsets.UTF_8).lines().count());
    }
}

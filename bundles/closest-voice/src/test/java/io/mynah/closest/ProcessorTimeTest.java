package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    @Test
    void now_whileAnotherThreadWorks_countsThatOneAlone() {
        long before = ProcessorTime.now();
        long other = CompletableFuture.supplyAsync(ProcessorTimeTest::work).join();

        assertTrue(ProcessorTime.now() - before < other);
    }

    /** A fifth of a second. */
    private static long work() {
        long before = ProcessorTime.now();
        double sum = 0;
        while (ProcessorTime.seconds(ProcessorTime.now() - before) < 0.2) {
            sum += Math.sin(sum);
        }
        return Double.isFinite(sum) ? ProcessorTime.now() - before : 0;
    }
}

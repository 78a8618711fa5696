package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    @Test
    void now_whileAnotherThreadWorks_countsThatOneAlone() {
        assumeTrue(
                ManagementFactory.getThreadMXBean().isCurrentThreadCpuTimeSupported(),
                "else it is the time of the clock");
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

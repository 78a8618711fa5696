package io.mynah.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.MemoryUsage;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;

/** Where a check begins to warn, and where to complain. */
final class JudgementTest {
    private static final long HEAP = 100L << 20;

    private static Status memory(long percent) {
        return MemoryCheck.judge(new MemoryUsage(0, HEAP * percent / 100, HEAP, HEAP))
                .getStatus();
    }

    @Test
    void diskSpace_atEachBound_isJudged() {
        assertEquals(Status.OK, DiskSpaceCheck.judge(DiskSpaceCheck.LITTLE).getStatus());
        assertEquals(
                Status.WARN, DiskSpaceCheck.judge(DiskSpaceCheck.LITTLE - 1).getStatus());
        assertEquals(
                Status.WARN, DiskSpaceCheck.judge(DiskSpaceCheck.HARDLY_ANY).getStatus());
        assertEquals(
                Status.CRITICAL,
                DiskSpaceCheck.judge(DiskSpaceCheck.HARDLY_ANY - 1).getStatus());
    }

    @Test
    void memory_atEachBound_isJudged() {
        assertEquals(Status.OK, memory(84));
        assertEquals(Status.WARN, memory(85));
        assertEquals(Status.WARN, memory(94));
        assertEquals(Status.CRITICAL, memory(95));
    }

    @Test
    void memory_asItIsNow_isNoReasonToComplain() {
        System.gc();
        assertEquals(Status.OK, new MemoryCheck().execute().getStatus());
    }
}

package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** How much more memory a server has held at once since a moment, as Linux counts it: also what is free again by now. */
final class PeakMemory {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    /** Makes the peak what is held now; proc(5). */
    private static final String RESET_PEAK = "5";

    private final Path process;
    private final long before;

    private PeakMemory(Path process) throws IOException {
        this.process = process;
        Files.writeString(process.resolve("clear_refs"), RESET_PEAK);
        this.before = bytes();
    }

    static PeakMemory of(Mynah mynah) throws IOException {
        Path process = Path.of("/proc", Long.toString(mynah.pid()));
        Assumptions.assumeTrue(Files.isWritable(process.resolve("clear_refs")), "no Linux to tell of peaks");
        return new PeakMemory(process);
    }

    void assertRisenByLessThan(long limit) throws IOException {
        long rise = bytes() - before;
        assertTrue(rise < limit, () -> "memory rose by " + rise + " bytes, " + limit + " are too many");
    }

    private long bytes() throws IOException {
        Matcher peak = PEAK.matcher(Files.readString(process.resolve("status")));
        assertTrue(peak.find());
        return 1024 * Long.parseLong(peak.group(1));
    }
}

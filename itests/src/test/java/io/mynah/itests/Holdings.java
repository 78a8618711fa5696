package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What a server holds of what must not grow with each swap of a bundle, as Java and Linux count it after a full collection.
 *
 * @param classLoaders of bundles
 * @param natives mappings of native libraries
 * @param residentBytes memory
 */
record Holdings(
        long classLoaders, long threads, long descriptors, long temporaryFiles, long natives, long residentBytes) {

    private static final String LOADER = "BundleWiringImpl$BundleClassLoader";
    private static final Pattern COUNT =
            Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+\\S*" + Pattern.quote(LOADER) + ".*");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Threads and descriptors come and go with connections and timers: a growth with each of a hundred swaps is more. */
    private static final long FEW = 10;

    static Holdings of(Mynah mynah) throws Exception {
        Path process = Path.of("/proc", Long.toString(mynah.pid()));
        Assumptions.assumeTrue(Files.isReadable(process.resolve("maps")), "no Linux to tell");
        long loaders = classLoaders(mynah.pid());
        return new Holdings(
                loaders,
                count(process.resolve("task")),
                count(process.resolve("fd")),
                files(mynah.home().resolve("cache/tmp")),
                Files.readAllLines(process.resolve("maps")).stream()
                        .filter(line -> line.endsWith(".so"))
                        .count(),
                resident(process));
    }

    /** What has grown, as words; empty if nothing has. */
    List<String> grownSince(Holdings before, long mostBytes) {
        List<String> grown = new ArrayList<>();
        add(grown, "class loaders", classLoaders - before.classLoaders, 0);
        add(grown, "threads", threads - before.threads, FEW);
        add(grown, "descriptors", descriptors - before.descriptors, FEW);
        add(grown, "temporary files", temporaryFiles - before.temporaryFiles, 0);
        add(grown, "native mappings", natives - before.natives, 0);
        add(grown, "bytes of memory", residentBytes - before.residentBytes, mostBytes);
        return grown;
    }

    private static void add(List<String> grown, String what, long growth, long most) {
        if (growth > most) {
            grown.add(growth + " " + what + " more");
        }
    }

    /** Counts what a full collection leaves. */
    private static long classLoaders(long pid) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Assumptions.assumeTrue(Files.isExecutable(jcmd), "no jcmd in this Java");
        Process command = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, command.waitFor(), histogram);
        return histogram
                .lines()
                .map(COUNT::matcher)
                .filter(Matcher::matches)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.filter(Files::isRegularFile).count();
        }
    }

    private static long resident(Path process) throws IOException {
        Matcher resident = RESIDENT.matcher(Files.readString(process.resolve("status")));
        Assumptions.assumeTrue(resident.find());
        return 1024 * Long.parseLong(resident.group(1));
    }
}

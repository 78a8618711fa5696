package io.mynah.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Brings the bundles of the distribution's seed/ into deploy/, where people swap them. A newer distribution renews what
 * nobody has touched; what a person changed, put there or took away stays as it is. {@code deploy/.seeded} remembers
 * what was put there, as lines of fingerprint and name.
 */
final class Seeds {
    private static final String RECORD = ".seeded";

    private final Path seed;
    private final Path deploy;

    Seeds(Path seed, Path deploy) {
        this.seed = seed;
        this.deploy = deploy;
    }

    /** What becomes of one jar. */
    enum Action {
        /** Put there, or renew. */
        COPY,
        /** It is already what the distribution has. */
        CURRENT,
        /** The distribution no longer has it and nobody has changed it. */
        DELETE,
        /** A person changed it or put it there. */
        KEEP,
        /** A person took it away. */
        STAY_AWAY
    }

    /**
     * Decides by fingerprints alone.
     *
     * @param seeded what was put there last; {@code null} if nothing was
     * @param offered what the distribution has now; {@code null} if nothing
     * @param present what is there now; {@code null} if nothing
     */
    static Action decide(@Nullable String seeded, @Nullable String offered, @Nullable String present) {
        if (present == null) {
            return seeded == null && offered != null ? Action.COPY : Action.STAY_AWAY;
        }
        if (present.equals(offered)) {
            return Action.CURRENT;
        }
        if (!present.equals(seeded)) {
            return Action.KEEP;
        }
        return offered == null ? Action.DELETE : Action.COPY;
    }

    /** Does what is to be done; the jars appear by one atomic step each. */
    void apply() throws IOException {
        Map<String, String> seeded = readRecord();
        Map<String, String> next = new TreeMap<>();
        for (String name : names(seeded)) {
            Path target = deploy.resolve(name);
            String offered = fingerprint(seed.resolve(name));
            switch (decide(seeded.get(name), offered, fingerprint(target))) {
                case COPY -> {
                    Path staged = deploy.resolve("." + name + ".tmp");
                    Files.copy(seed.resolve(name), staged, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
                    next.put(name, offered);
                }
                case CURRENT -> next.put(name, offered);
                case DELETE -> Files.delete(target);
                case KEEP, STAY_AWAY -> {
                    if (seeded.containsKey(name)) {
                        next.put(name, seeded.get(name));
                    }
                }
            }
        }
        if (!next.equals(seeded)) {
            writeRecord(next);
        }
    }

    /** The jars that would stand in deploy/ after {@link #apply()}, without changing anything: for single commands. */
    List<Path> effective() throws IOException {
        Map<String, String> seeded = readRecord();
        List<Path> jars = new ArrayList<>();
        Set<String> names = names(seeded);
        for (String name : names) {
            Path target = deploy.resolve(name);
            switch (decide(seeded.get(name), fingerprint(seed.resolve(name)), fingerprint(target))) {
                case COPY -> jars.add(seed.resolve(name));
                case CURRENT, KEEP -> jars.add(target);
                case DELETE, STAY_AWAY -> {}
            }
        }
        Layout.jars(deploy).stream()
                .filter(jar -> !names.contains(jar.getFileName().toString()))
                .forEach(jars::add);
        return jars;
    }

    private Set<String> names(Map<String, String> seeded) throws IOException {
        Set<String> names = new TreeSet<>(seeded.keySet());
        Layout.jars(seed).forEach(jar -> names.add(jar.getFileName().toString()));
        return names;
    }

    private Map<String, String> readRecord() throws IOException {
        Map<String, String> record = new TreeMap<>();
        Path file = deploy.resolve(RECORD);
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split("  ", 2);
                if (parts.length == 2) {
                    record.put(parts[1], parts[0]);
                }
            }
        }
        return record;
    }

    private void writeRecord(Map<String, String> record) throws IOException {
        StringBuilder lines = new StringBuilder();
        record.forEach((name, fingerprint) ->
                lines.append(fingerprint).append("  ").append(name).append('\n'));
        Path staged = deploy.resolve(RECORD + ".tmp");
        Files.writeString(staged, lines);
        Files.move(staged, deploy.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Length and CRC-32: enough to see that a person has changed a file, and, being native code, ten times as fast as a
     * cryptographic hash in a JVM that has just started.
     */
    private static @Nullable String fingerprint(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        CRC32 crc = new CRC32();
        long length = 0;
        try (InputStream input = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 18];
            for (int n = input.read(block); n > 0; n = input.read(block)) {
                crc.update(block, 0, n);
                length += n;
            }
        }
        return String.format("%08x-%d", crc.getValue(), length);
    }
}

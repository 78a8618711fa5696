package io.mynah.drop.in;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.felix.fileinstall.ArtifactInstaller;

/**
 * Archives of bundles and configurations that belong together: each is unpacked into a folder of its own, which File Install
 * watches as it watches {@code deploy/}. So what changed of an archive is replaced, the rest goes on, and all of it leaves
 * with the archive. Used by the thread of File Install.
 */
final class Archives implements ArtifactInstaller {
    private static final String EXTENSION = ".zip";
    /** As in {@code deploy/}; folders within an archive are for people. */
    private static final Pattern CONTENT = Pattern.compile("(?:[^/]+/)*([^./][^/]*\\.(?:jar|cfg|config))");
    /** Larger than all that is known, and smaller than most disks. */
    private static final long LARGEST = 4L << 30;

    private final Path folders;

    /** @param folders where archives are unpacked; of nobody else */
    Archives(Path folders) {
        this.folders = folders;
    }

    @Override
    public boolean canHandle(File file) {
        return file.isFile() && file.getName().endsWith(EXTENSION);
    }

    @Override
    public void install(File file) throws IOException {
        Path folder = Files.createDirectories(folder(file));
        Set<Path> wanted = new HashSet<>();
        try (ZipFile zip = new ZipFile(file)) {
            long size = 0;
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                var name = CONTENT.matcher(entry.getName());
                if (name.matches()) {
                    size += entry.getSize();
                    if (entry.getSize() < 0 || size > LARGEST) {
                        throw new IOException(file + " is larger than " + (LARGEST >> 30) + " GB");
                    }
                    Path target = folder.resolve(name.group(1));
                    if (!wanted.add(target)) {
                        throw new IOException(file + " has two files of the name " + name.group(1));
                    }
                    try (InputStream content = zip.getInputStream(entry)) {
                        place(content, target);
                    }
                }
            }
        }
        if (wanted.isEmpty()) {
            throw new IOException(file + " has no bundle and no configuration in it");
        }
        for (Path left : list(folder)) {
            if (!wanted.contains(left)) {
                Files.delete(left);
            }
        }
    }

    /** In one step, and not at all if it is there already: what is not touched is not replaced. */
    private static void place(InputStream content, Path target) throws IOException {
        Path staged = target.resolveSibling("." + target.getFileName() + ".part");
        Files.copy(content, staged, StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(target) && Files.mismatch(staged, target) < 0) {
            Files.delete(staged);
        } else {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void update(File file) throws IOException {
        install(file);
    }

    @Override
    public void uninstall(File file) throws IOException {
        for (Path left : list(folder(file))) {
            Files.delete(left);
        }
        Files.deleteIfExists(folder(file));
    }

    private Path folder(File file) {
        return folders.resolve(file.getName());
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Makes the folder anew: what is in it belongs to archives of an earlier start. */
    static Path emptied(Path folders) throws IOException {
        if (Files.exists(folders)) {
            try (Stream<Path> tree = Files.walk(folders)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return Files.createDirectories(folders);
    }
}

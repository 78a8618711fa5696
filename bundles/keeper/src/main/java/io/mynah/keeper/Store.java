package io.mynah.keeper;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Keeps one jar for each bundle: that of the last version that did. Very large ones are not kept. Used by one thread, but for
 * {@link #of}.
 */
final class Store {
    private static final String FILE = "file:";
    /** The distribution's own, whose files stay where they are. */
    private static final String BY_REFERENCE = "reference:";

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    /** The natives of a GPU are larger, and nobody replaces them in passing. */
    private static final long LARGEST = 256L << 20;

    private final Path folder;
    private final Path deploy;
    /** By symbolic name. */
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /** @param folder to keep jars in; of nobody else */
    Store(Path folder, Path deploy) {
        this.folder = folder;
        this.deploy = deploy;
    }

    /** Where a bundle lies in {@code deploy/}; empty if it is not out of that folder. */
    Optional<Path> place(Bundle bundle) {
        if (!bundle.getLocation().startsWith(FILE)) {
            return Optional.empty();
        }
        try {
            Path file = Path.of(URI.create(bundle.getLocation()));
            return deploy.equals(file.getParent()) ? Optional.of(file) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a location may be any text
        }
    }

    /** Whether a bundle was dropped in, as a file or within an archive. */
    static boolean isDroppedIn(Bundle bundle) {
        return bundle.getLocation().startsWith(FILE);
    }

    /** What is kept of a bundle. */
    Optional<Kept> of(String name) {
        return Optional.ofNullable(kept.get(name));
    }

    /** Takes a bundle as it is for good. */
    void keep(Bundle bundle) throws IOException {
        String name = bundle.getSymbolicName();
        Kept before = kept.get(name);
        long modified = bundle.getLastModified();
        if (before != null && before.modified() == modified) {
            return;
        }
        Optional<Path> place = place(bundle);
        Optional<Stamp> stamp = place.flatMap(Stamp::of);
        boolean fromFile = stamp.isPresent() && (before == null || !stamp.equals(before.stamp()));
        boolean fromLocation = bundle.getLocation().startsWith(BY_REFERENCE) && before == null;
        Optional<Path> jar = Optional.empty();
        if (!fromLocation) {
            Path copy = folder.resolve(name + ".jar");
            Path staged = folder.resolve(name + ".part");
            Files.createDirectories(folder);
            try {
                if (fromFile) {
                    copyFile(place.get(), staged);
                } else {
                    pack(bundle, staged);
                }
                if (!stamp.equals(place.flatMap(Stamp::of)) || bundle.getLastModified() != modified) {
                    return; // it is being replaced again: that will be told
                }
                Files.move(staged, copy, StandardCopyOption.ATOMIC_MOVE);
                jar = Optional.of(copy);
            } finally {
                Files.deleteIfExists(staged);
            }
        }
        kept.put(name, new Kept(bundle.getVersion().toString(), modified, place, stamp, jar));
    }

    private static void copyFile(Path file, Path target) throws IOException {
        requireRoom(Files.size(file));
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void requireRoom(long size) throws IOException {
        if (size > LARGEST) {
            throw new IOException("it is larger than " + (LARGEST >> 20) + " MB");
        }
    }

    /** What a bundle runs from, where no file has it: it came by the console, as a stream. */
    private static void pack(Bundle bundle, Path target) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            zip.setLevel(Deflater.BEST_SPEED);
            long size = packEntry(bundle, MANIFEST, zip, 0); // which has to come first
            packFolder(bundle, "/", zip, size);
        }
    }

    private static long packFolder(Bundle bundle, String path, ZipOutputStream zip, long before) throws IOException {
        long size = before;
        @Nullable Enumeration<String> entries = bundle.getEntryPaths(path);
        while (entries != null && entries.hasMoreElements()) {
            String entry = entries.nextElement();
            if (entry.endsWith("/")) {
                size = packFolder(bundle, entry, zip, size);
            } else if (!entry.equals(MANIFEST)) {
                size = packEntry(bundle, entry, zip, size);
            }
        }
        return size;
    }

    private static long packEntry(Bundle bundle, String entry, ZipOutputStream zip, long before) throws IOException {
        URL content = bundle.getEntry(entry);
        if (content == null) {
            return before;
        }
        zip.putNextEntry(new ZipEntry(entry));
        try (InputStream input = content.openStream()) {
            long size = before + input.transferTo(zip);
            requireRoom(size);
            return size;
        } finally {
            zip.closeEntry();
        }
    }

    /** Whether a bundle is what it is because of a file that somebody put into {@code deploy/}, and not by the console. */
    boolean cameAsFile(Bundle bundle, Kept good) {
        Optional<Path> file = place(bundle);
        boolean untouched = file.equals(good.place()) && file.flatMap(Stamp::of).equals(good.stamp());
        return file.isPresent() && good.place().isPresent() && good.jar().isPresent() && !untouched;
    }

    /** Copies a kept jar to where it will be put back from in one step. */
    Path stage(Kept good) throws IOException {
        Path staged = deploy.resolve("." + good.place().orElseThrow().getFileName() + ".part");
        return Files.copy(good.jar().orElseThrow(), staged, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Has the last good version take the place of one in {@code deploy/}, for whoever watches that folder. The new file stays
     * there under another name, {@code NAME.jar.rejected}: so what lies in the folder is what runs, after the next start too.
     *
     * @param staged by {@link #stage}
     */
    void exchange(Bundle bundle, Kept good, Path staged) throws IOException {
        Path broken = place(bundle).orElseThrow();
        Path home = good.place().orElseThrow();
        Path rejected = broken.resolveSibling(broken.getFileName() + ".rejected");
        if (broken.equals(home)) {
            Files.copy(broken, rejected, StandardCopyOption.REPLACE_EXISTING); // there is a jar at any moment
        } else {
            Files.move(broken, rejected, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(staged, home, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Has a bundle be the last good version of it again, in the framework alone. */
    static void update(Bundle bundle, Kept good) throws IOException, BundleException {
        if (good.jar().isEmpty()) {
            bundle.update();
            return;
        }
        try (InputStream jar = Files.newInputStream(good.jar().get())) {
            bundle.update(jar);
        }
    }

    /** Forgets a bundle. */
    void forget(String name) throws IOException {
        Kept gone = kept.remove(name);
        if (gone != null && gone.jar().isPresent()) {
            Files.deleteIfExists(gone.jar().get());
        }
    }
}

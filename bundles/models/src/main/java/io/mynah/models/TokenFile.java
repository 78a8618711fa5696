package io.mynah.models;

import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file with a token, ours or that of the hub's programs. What it says is asked for when it is needed, and kept nowhere else.
 *
 * @param path that need not exist
 */
record TokenFile(Path path) implements ModelToken {
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rw-rw-");

    /** Whether HTTP would take it: if not, it would be refused with a message that repeats it. */
    static boolean isToken(String text) {
        return text.matches("[!-~]+");
    }

    /** What it says; empty if it is not there or blank. */
    Optional<String> read() throws ModelException.Storage {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(path).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            throw new ModelException.Storage("the token file " + path + " cannot be read", e);
        }
    }

    @Override
    public String keep(String token) throws ModelException.Storage {
        String text = token.strip();
        if (!isToken(text)) {
            throw new IllegalArgumentException("a token has letters and digits, and no space between them");
        }
        try {
            Files.createDirectories(path.getParent());
            // Never to be seen with other rights: made with them, filled, and only then given its name.
            Path written = Files.createTempFile(path.getParent(), ".token-", ".new", rights());
            try {
                Files.writeString(written, text + "\n");
                HubCache.move(written, path);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new ModelException.Storage("the token file " + path + " cannot be written: " + e.getMessage(), e);
        }
        return path.toString();
    }

    /** On Windows those of the folder hold, which is the user's. */
    private FileAttribute<?>[] rights() throws IOException {
        return Files.getFileStore(path.getParent()).supportsFileAttributeView(PosixFileAttributeView.class)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ALONE)}
                : new FileAttribute<?>[0];
    }

    @Override
    public boolean forget() throws ModelException.Storage {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new ModelException.Storage("the token file " + path + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /** Whether it says something that others than its owner can read or change. */
    boolean isExposed() {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        try {
            return view != null
                    && Files.size(path) > 0
                    && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
        } catch (IOException e) {
            return false; // it is not there, or none of ours to read
        }
    }
}

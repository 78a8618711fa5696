package io.mynah.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Keeps tokens out of configurations and properties, which the console shows. */
final class Secrets {
    /** Framework property: the file that holds a token and that others can read. */
    static final String EXPOSED = "mynah.secret.exposed";

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private Secrets() {}

    /** For those who use them alone: a {@code Supplier<String>} each, such as with the property {@code mynah.secret = hf.token}. */
    static void publish(Platform platform, Settings settings) {
        for (String key : Settings.SECRETS) {
            settings.secret(key).ifPresent(token -> platform.publish(Supplier.class, () -> token, "mynah.secret", key));
        }
    }

    /** The file of settings, if it holds a token, used or not, and others than its owner can read or write it. */
    static Optional<Path> exposed(Path file) throws SettingException {
        boolean holds = ConfFile.read(file).entries().stream()
                .anyMatch(entry ->
                        Settings.SECRETS.contains(entry.key()) && !entry.value().isEmpty());
        if (!holds) {
            return Optional.empty();
        }
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            boolean open =
                    view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
            return open ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            throw new SettingException(file + " does not tell who can read it: " + e);
        }
    }
}

package io.mynah.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {
    @TempDir
    Path folder;

    private Path path;
    private PasswordFile file;

    @BeforeEach
    void file() {
        path = folder.resolve("conf").resolve("console.password");
        file = new PasswordFile(path);
    }

    @Test
    void create_firstTime_tellsThePasswordAndKeepsOnlyItsHash() throws Exception {
        String password = file.create(new SecureRandom()).orElseThrow();
        assertTrue(password.matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}"), password);
        assertFalse(Files.readString(path).contains(password));
        assertTrue(file.read().matches(password));
        assertFalse(file.read().matches(password + "x"));
        assertFalse(file.read().matches(""));
    }

    @Test
    void create_firstTime_fileIsForItsOwnerAlone() throws Exception {
        file.create(new SecureRandom());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    void create_secondTime_changesNothing() throws Exception {
        file.create(new SecureRandom());
        String before = Files.readString(path);
        assertEquals(Optional.empty(), file.create(new SecureRandom()));
        assertEquals(before, Files.readString(path));
    }

    @Test
    void read_missing_throws() {
        assertThrows(IOException.class, file::read);
    }

    @Test
    void read_plainPasswordOrWeakHash_throws() throws Exception {
        Files.createDirectories(path.getParent());
        for (String content : new String[] {"", "admin", "pbkdf2-sha256:1:AAAA:AAAA", "pbkdf2-sha256:x:y:z"}) {
            Files.writeString(path, content);
            assertThrows(IOException.class, file::read, content);
        }
    }
}

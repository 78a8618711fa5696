package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who can read a token. */
@DisabledOnOs(OS.WINDOWS)
class TokenFileTest {
    @TempDir
    private Path folder;

    private TokenFile token() {
        return new TokenFile(folder.resolve("conf/hub-token"));
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void keep_nothingThere_ownerAloneReadsIt() throws Exception {
        assertEquals(token().path().toString(), token().keep(" hf_one\n"));
        assertEquals("rw-------", permissions(token().path()));
        assertEquals(Optional.of("hf_one"), token().read());
        assertFalse(token().isExposed());
        assertFalse(token().toString().contains("hf_one"));
    }

    @Test
    void keep_anotherThatOthersCouldRead_replacedAndNothingElseLeft() throws Exception {
        token().keep("hf_one");
        permit(token().path(), "rw-r--r--");
        Object before = Files.getAttribute(token().path(), "unix:ino");
        token().keep("hf_two");
        assertEquals("rw-------", permissions(token().path()));
        assertFalse(
                before.equals(Files.getAttribute(token().path(), "unix:ino")), "whoever has it open reads the old one");
        assertEquals(Optional.of("hf_two"), token().read());
        assertOnlyTheToken();
    }

    @Test
    void keep_linkInItsPlace_whereThatLeadsStaysAsItIs() throws Exception {
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        Files.createDirectories(token().path().getParent());
        Files.createSymbolicLink(token().path(), mine);
        token().keep("hf_one");
        assertEquals("mine", Files.readString(mine));
        assertFalse(Files.isSymbolicLink(token().path()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hf one", "hf_one\nX: y", "hf_\u00e4"})
    void keep_noToken_refusedWithoutRepeatingIt(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> token().keep(text));
        assertFalse(String.valueOf(refused.getMessage()).contains("hf_"));
        assertFalse(Files.exists(token().path()));
    }

    @Test
    void keep_cannotBeWritten_theOneBeforeIsStillThere() throws Exception {
        Files.writeString(folder.resolve("conf"), "no folder");
        ModelException told = assertThrows(ModelException.Storage.class, () -> token().keep("hf_one"));
        assertFalse(told.toString().contains("hf_one"));
        Files.delete(folder.resolve("conf"));
        token().keep("hf_one");
        assertTrue(token().forget());
        assertFalse(token().forget());
        Files.createDirectories(token().path().resolve("a folder that is not empty"));
        assertThrows(ModelException.Storage.class, () -> token().keep("hf_two"));
        assertOnlyTheToken();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-"})
    void isExposed_othersCanReadOrWrite(String permissions) throws Exception {
        token().keep("hf_one");
        permit(token().path(), permissions);
        assertTrue(token().isExposed());
    }

    @Test
    void isExposed_notThereOrEmpty_no() throws Exception {
        assertFalse(token().isExposed());
        Path empty = Files.createFile(folder.resolve("empty"));
        permit(empty, "rw-r--r--");
        assertFalse(new TokenFile(empty).isExposed());
    }

    private void assertOnlyTheToken() throws IOException {
        try (Stream<Path> files = Files.list(token().path().getParent())) {
            assertEquals(List.of(token().path()), files.toList());
        }
    }
}

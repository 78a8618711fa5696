package io.mynah.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {

    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void write_newFileInANewFolder_isAllThatIsThere() throws Exception {
        Path file = folder.resolve("a/b.wav");

        WholeFile.write(file, out -> out.write(CONTENT));

        assertArrayEquals(CONTENT, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void write_fileExists_isReplacedByAnotherFile() throws Exception {
        Path file = Files.writeString(folder.resolve("b.wav"), "old");
        Path old = Files.createLink(folder.resolve("old"), file);

        WholeFile.write(file, out -> out.write(CONTENT));

        assertArrayEquals(CONTENT, Files.readAllBytes(file));
        assertEquals("old", Files.readString(old), "not written in place");
        assertEquals(List.of("b.wav", "old"), names());
    }

    @Test
    void write_symbolicLink_staysOne() throws Exception {
        Path file = Files.writeString(folder.resolve("b.wav"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.wav"), file);

        WholeFile.write(link, out -> out.write(CONTENT));

        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
    }

    @Test
    void write_folderOfThatName_leavesNothing() throws Exception {
        Path taken = Files.createDirectories(folder.resolve("b.wav/in the way"));

        assertThrows(IOException.class, () -> WholeFile.write(taken.getParent(), out -> out.write(CONTENT)));

        assertEquals(List.of("b.wav"), names());
    }
}

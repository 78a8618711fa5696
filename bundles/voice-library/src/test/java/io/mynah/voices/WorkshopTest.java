package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkshopTest {

    @TempDir
    private Path folder;

    @Test
    void sweep_leftoversOfAKilledServer_areRemoved() throws Exception {
        Path dead = Files.createDirectories(folder.resolve("tmp/1234"));
        Files.writeString(dead.resolve("half.wav"), "half");
        Files.createFile(folder.resolve("tmp/1234.lock")); // nobody holds it
        Workshop workshop = new Workshop(folder.resolve("tmp"));

        workshop.sweep();

        assertArrayEquals(new String[0], folder.resolve("tmp").toFile().list());
    }

    @Test
    void sweep_workOfALivingOne_isLeftAlone() throws Exception {
        try (Workshop living = new Workshop(folder)) {
            Path draft = Files.writeString(living.newFile(".wav"), "half");

            new Workshop(folder).sweep();

            assertTrue(Files.exists(draft));
        }
    }

    @Test
    void sweep_workOfALivingProcess_isLeftAlone() throws Exception {
        Path dead = Files.createDirectories(folder.resolve("1234"));
        Path draft = Files.writeString(dead.resolve("half.wav"), "half");
        Path lock = Files.createFile(folder.resolve("1234.lock"));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Files.writeString(folder.resolve("Holder.java"), HOLDER).toString(),
                        lock.toString())
                .start();
        try {
            assertEquals('!', other.getInputStream().read());

            new Workshop(folder).sweep();
            assertTrue(Files.exists(draft));
        } finally {
            other.destroyForcibly().waitFor();
        }

        new Workshop(folder).sweep();
        assertFalse(Files.exists(draft));
    }

    @Test
    void newFile_volumeHasGoneAndAnotherIsThere_isMadeOnThatOne() throws Exception {
        Path references = Files.createDirectory(folder.resolve("references"));
        try (Workshop workshop = new Workshop(references.resolve("tmp"))) {
            Files.createFile(workshop.newFile(".wav"));
            Files.move(references, folder.resolve("gone"));
            Files.createDirectory(references);

            Files.createFile(workshop.newFile(".wav"));
        }
        assertArrayEquals(new String[0], references.resolve("tmp").toFile().list());
        new Workshop(folder.resolve("gone/tmp")).sweep();
        assertArrayEquals(new String[0], folder.resolve("gone/tmp").toFile().list());
    }

    private static final String HOLDER = """
            import java.nio.channels.FileChannel;
            import java.nio.file.*;
            class Holder {
                public static void main(String[] args) throws Exception {
                    FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE).lock();
                    System.out.write('!');
                    System.out.flush();
                    Thread.currentThread().join();
                }
            }
            """;

    @Test
    void close_drafts_areRemoved() throws Exception {
        Workshop workshop = new Workshop(folder);
        Files.writeString(workshop.newFile(".wav"), "half");

        workshop.close();

        assertArrayEquals(new String[0], folder.toFile().list());
    }

    @Test
    void sweep_noFolder_makesNone() throws Exception {
        new Workshop(folder.resolve("tmp")).sweep();

        assertFalse(Files.exists(folder.resolve("tmp")));
    }

    @Test
    void isFull_realFullDevice_isRecognised() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));

        IOException e = assertThrows(IOException.class, () -> Files.write(full, new byte[1]));

        assertTrue(Storage.isFull(e), e.getMessage());
        assertFalse(Storage.isFull(new IOException("Permission denied")));
        assertFalse(Storage.isFull(new IOException((String) null)));
    }

    @Test
    void moveToFreePlace_takenPlace_isLeftAlone() throws Exception {
        Path from = Files.writeString(folder.resolve("from"), "new");
        Path to = Files.writeString(folder.resolve("to"), "old");

        assertThrows(FileAlreadyExistsException.class, () -> Storage.moveToFreePlace(from, to));
        assertEquals("old", Files.readString(to));
        assertEquals("new", Files.readString(from));
    }
}

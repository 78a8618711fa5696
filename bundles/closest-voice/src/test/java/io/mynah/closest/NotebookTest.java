package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {
    @TempDir
    Path folder;

    private final Notebook.Page page = new Notebook.Page(
            new Finding(new double[] {0.25, 0.75}, 0.5, false),
            42,
            90,
            List.of(new MixtureSearch.Heard(new double[] {1, 0}, 3, new double[] {0.625, 0.75, 0})));

    @Test
    void read_whatWasWritten_isTheSame() throws IOException {
        Notebook notebook = new Notebook(folder.resolve("deep/below"));
        notebook.write("key", page, 2, 3);

        Notebook.Page read = notebook.read("key", 2, 3).orElseThrow();

        assertArrayEquals(page.finding().weights(), read.finding().weights());
        assertEquals(0.5, read.finding().similarity());
        assertEquals(42, read.spentNanos());
        assertEquals(90, read.overWithinNanos());
        assertArrayEquals(page.heard().get(0).vector(), read.heard().get(0).vector());
        assertEquals(3, read.heard().get(0).text());
    }

    @Test
    void write_overAnother_leavesOneFile() throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write("key", page, 2, 3);
        notebook.write("key", page, 2, 3);

        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void read_cutAnywhere_isNothing() throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write("key", page, 2, 3);
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertTrue(notebook.read("key", 2, 3).isEmpty(), "cut at " + length);
        }
    }

    @Test
    void read_ofOtherVoices_isNothing() throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write("key", page, 2, 3);

        assertTrue(notebook.read("key", 3, 3).isEmpty());
    }

    @Test
    void tearOut_page_isGone() throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write("key", page, 2, 3);

        notebook.tearOut("key");
        notebook.tearOut("key");

        assertTrue(notebook.read("key", 2, 3).isEmpty());
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }
}

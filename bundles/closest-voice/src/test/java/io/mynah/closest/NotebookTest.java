package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.ToneCurve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {
    private static final Subject SUBJECT = new Subject("content", "circumstances");

    private static final ToneCurve TONE = new ToneCurve(
            IntStream.range(0, ToneCurve.BANDS).mapToObj(band -> band - 9.5).toList());

    @TempDir
    Path folder;

    private final Notebook.Page page = new Notebook.Page(
            "me.wav",
            new Finding(new double[] {0.25, 0.75}, TONE, 0.5, false),
            42,
            90,
            List.of(new MixtureSearch.Heard(
                    new double[] {1, 0}, 3, new double[] {0.625, 0.75, 0}, OptionalDouble.of(123.5))));

    @Test
    void read_whatWasWritten_isTheSame() throws IOException {
        Notebook notebook = new Notebook(folder.resolve("deep/below"));
        notebook.write(SUBJECT, page, 2, 3);

        Notebook.Page read = notebook.read(SUBJECT, 2, 3).orElseThrow();

        assertArrayEquals(page.finding().weights(), read.finding().weights());
        assertEquals(TONE, read.finding().tone());
        assertEquals(0.5, read.finding().similarity());
        assertEquals(42, read.spentNanos());
        assertEquals(90, read.overWithinNanos());
        assertArrayEquals(page.heard().get(0).vector(), read.heard().get(0).vector());
        assertEquals(3, read.heard().get(0).text());
        assertEquals(123.5, read.heard().get(0).pitch().orElseThrow());
    }

    @Test
    void write_overAnother_leavesOneFile() throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write(SUBJECT, page, 2, 3);
        notebook.write(SUBJECT, page, 2, 3);

        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void read_cutAnywhere_isNothing() throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write(SUBJECT, page, 2, 3);
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertTrue(notebook.read(SUBJECT, 2, 3).isEmpty(), "cut at " + length);
        }
    }

    @Test
    void read_ofOtherVoices_isNothing() throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write(SUBJECT, page, 2, 3);

        assertTrue(notebook.read(SUBJECT, 3, 3).isEmpty());
    }

    @Test
    void tearOut_page_isGone() throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write(SUBJECT, page, 2, 3);

        notebook.tearOut("content");
        notebook.tearOut("content");

        assertTrue(notebook.read(SUBJECT, 2, 3).isEmpty());
    }

    @Test
    void tearOut_contentThatBeginsAlike_stays() throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write(new Subject("content2", "circumstances"), page, 2, 3);

        notebook.tearOut("content");

        onlyFile();
    }

    @Test
    void tidy_clipThatIsGoneOrReplaced_losesItsPage() throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write(SUBJECT, page, 2, 3);
        notebook.write(new Subject("older", "circumstances"), page, 2, 3);

        notebook.tidy((clip, contentId) -> clip.equals("me.wav") && contentId.equals("content"));

        onlyFile();
        assertTrue(notebook.read(SUBJECT, 2, 3).isPresent());
    }

    @Test
    void tidy_pageThatCannotBeUnderstood_goes() throws IOException {
        Notebook notebook = new Notebook(folder);
        notebook.write(SUBJECT, page, 2, 3);
        Files.write(onlyFile(), new byte[] {1, 2, 3});

        notebook.tidy((clip, contentId) -> true);

        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce((one, other) -> {
                        throw new AssertionError("there is more than one");
                    })
                    .orElseThrow();
        }
    }
}

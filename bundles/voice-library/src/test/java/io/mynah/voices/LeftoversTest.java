package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stays of clips that were deleted by hand. */
class LeftoversTest extends LibraryTest {

    private Path own(String folder) {
        return references.resolve(".mynah").resolve(folder);
    }

    private static List<Path> in(Path folder) throws Exception {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
    }

    @Test
    void tidy_clipWithAHiddenTwin_leavesNoSoundOfIt() throws Exception {
        wav("a.wav", 5);
        compressed("a.mp3", "6");
        compressed("b.mp3", "7");
        library.find("a.mp3");
        library.find("b.mp3");
        assertEquals(3, in(own("twins")).size(), "a twin and two notes");

        Files.delete(references.resolve("a.mp3"));
        library.tidy();

        assertEquals(1, in(own("twins")).size(), "what is noted of b");
        assertEquals(List.of("a.wav", "b.mp3", "b.wav"), visible());
        library.find("b.mp3");
        assertEquals(2, converter.conversions.get());
    }

    @Test
    void tidy_twinBesideItsSource_staysAsAClip() throws Exception {
        compressed("a.mp3", "6");
        library.find("a.mp3");

        Files.delete(references.resolve("a.mp3"));
        library.tidy();
        assertEquals(List.of("a.wav"), visible());

        Files.delete(references.resolve("a.wav"));
        library.tidy();
        assertEquals(List.of(), kept());
    }

    @Test
    void tidy_findings_stayAsLongAsAnyClipHasTheContent() throws Exception {
        Path a = wav("a.wav", 6);
        Files.copy(a, references.resolve("copy.wav"));
        Path findings = Files.createDirectories(own("findings"))
                .resolve(library.find("a").orElseThrow().contentId() + ".properties");
        Files.writeString(findings, "");

        Files.delete(a);
        library.tidy();
        assertEquals(List.of(findings), kept());

        Files.delete(references.resolve("copy.wav"));
        library.tidy();
        assertEquals(List.of(), kept());
    }

    @Test
    void tidy_notes_waitForTheirClip() throws Exception {
        Path a = wav("a.wav", 6);
        library.note(voice("a"), old -> NOTES);
        byte[] content = Files.readAllBytes(a);

        Files.delete(a);
        library.tidy();
        Files.write(a, content);

        assertEquals(NOTES, voice("a").notes());
    }

    @Test
    void tidy_volumeThatIsNotMounted_losesNothing() throws Exception {
        Files.createFile(references.resolve(".mynah")); // nothing can be written
        compressed("a.mp3", "6");
        Path twin = library.find("a").orElseThrow().wav();
        Path mounted = Files.move(references, outside.resolve("elsewhere"));
        Files.createDirectory(references);

        library.tidy();

        assertTrue(Files.exists(twin));
        Files.delete(references);
        Files.move(mounted, references);
        Files.delete(references.resolve("a.mp3"));
        wav("other.wav", 5);
        library.tidy();
        assertEquals(List.of(), in(spare()));
    }
}

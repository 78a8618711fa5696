package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What a server leaves behind that had no time to tidy up. */
final class TemporaryFilesTest {

    /** Gives a command a /tmp that nobody else writes to, and that goes with it. */
    private static final List<String> WITH_A_TMP_OF_ITS_OWN = List.of(
            "unshare", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /tmp && exec \"$@\"", "sh");

    /** Java's own, which the next Java of the same user tidies up. */
    private static final String FIGURES_OF_JAVA = "hsperfdata_";

    @Test
    void server_killed_leavesNothingInTheSystemsFolderAndTheNextOneTidiesUp() throws Exception {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "home with blanks ");
        try {
            List<Path> left;
            try (Mynah mynah = Mynah.start(home, withATmpOfItsOwn(Mynah.command(home, Map.of(), "start")))) {
                assertEquals(200, mynah.http().speak("Hello.", "heart").status());
                assertEquals(200, upload(mynah));
                List<Path> outside = content(Path.of("/proc", Long.toString(mynah.pid()), "root/tmp"));
                mynah.kill();
                outside.removeIf(path -> path.getFileName().toString().startsWith(FIGURES_OF_JAVA));
                assertEquals(List.of(), outside);
                left = content(home.resolve("cache/tmp"));
                assertFalse(left.isEmpty(), "nothing was left that could be tidied up");
            }
            try (Mynah next = Mynah.start(home, Map.of())) {
                assertEquals(200, next.http().speak("Hello.", "heart").status());
                assertEquals(200, upload(next));
                assertEquals(List.of(), left.stream().filter(Files::exists).toList());
            }
        } finally {
            Mynah.delete(home);
        }
    }

    @Test
    void longSpeech_readOrGivenUp_leavesNoFile() throws Exception {
        String text = "A long speech waits for its end in a file. ".repeat(200);
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "home");
        try (Mynah mynah = Mynah.start(home, Map.of())) {
            try (HeldRequest givenUp = HeldRequest.post(mynah, Http.request(text, "heart"))) {
                givenUp.awaitQueue("speaking", 1);
                Mynah.until("a file of speech", () -> !speech(home).isEmpty());
            }
            Mynah.until("no file of speech", () -> speech(home).isEmpty());
            Http.Answer read = mynah.http().speak(text, "heart");
            assertEquals(200, read.status());
            byte[] wav = read.body();
            assertEquals(
                    wav.length - 8,
                    ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
            Mynah.until("no file of speech", () -> speech(home).isEmpty());
        } finally {
            Mynah.delete(home);
        }
    }

    private static List<Path> speech(Path home) throws Exception {
        List<Path> files = content(home.resolve("cache/tmp"));
        files.removeIf(file -> !file.getFileName().toString().startsWith("speech-"));
        return files;
    }

    private static int upload(Mynah mynah) throws Exception {
        return mynah.http()
                .upload("mine.mp3", Compressed.tone(6, "mp3"), "overwrite", "true")
                .status();
    }

    private static ProcessBuilder withATmpOfItsOwn(ProcessBuilder command) throws Exception {
        List<String> line = new ArrayList<>(WITH_A_TMP_OF_ITS_OWN);
        line.add("true");
        Process attempt = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Assumptions.assumeTrue(attempt.waitFor() == 0, "this user may not mount a /tmp");
        Assumptions.assumeFalse(Mynah.distribution().startsWith("/tmp"), "it would hide the distribution");
        line.remove(line.size() - 1);
        line.addAll(command.command());
        return command.command(line);
    }

    private static List<Path> content(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.toList());
        }
    }
}

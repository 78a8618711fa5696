package io.mynah.audio.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.AudioException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deadlines, turns and the end, with a shell script in the place of ffmpeg. */
class FfmpegTest {

    @TempDir
    private Path folder;

    /** Writes its process id, then waits for what never comes. */
    private String hanging() {
        return "echo $$ > " + folder + "/pid.tmp; mv " + folder + "/pid.tmp " + folder + "/pid; exec sleep 1000";
    }

    private long pid() throws IOException {
        Path file = folder.resolve("pid");
        while (!Files.exists(file)) {
            Thread.onSpinWait();
        }
        return Long.parseLong(Files.readString(file).strip());
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private Ffmpeg running(String script, Duration deadline) throws IOException {
        return new Ffmpeg(TestFfmpeg.script(folder, script), folder.resolve("data"), 1, deadline);
    }

    @Test
    void run_hangingProgram_isKilledAtTheDeadline() throws Exception {
        try (Ffmpeg ffmpeg = running(hanging(), Duration.ofMillis(300))) {
            AudioException e = assertThrows(AudioException.class, () -> ffmpeg.run(List.of()));

            assertEquals(Kind.FAILED, e.kind());
            assertTrue(e.getMessage().contains("300 ms"), e.getMessage());
            assertFalse(lives(pid()));
            assertEquals(0, folder.resolve("data").toFile().list().length);
        }
    }

    @Test
    void run_interrupted_killsAndStaysInterrupted() throws Exception {
        try (Ffmpeg ffmpeg = running(hanging(), Duration.ofMinutes(5))) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                assertThrows(AudioException.class, () -> ffmpeg.run(List.of()));
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            thread.start();
            long pid = pid();
            thread.interrupt();

            assertTrue(interrupted.get());
            assertFalse(lives(pid));
        }
    }

    @Test
    void close_whileRunningAndWaiting_killsAndEndsAll() throws Exception {
        Ffmpeg ffmpeg = running(hanging(), Duration.ofMinutes(5));
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) { // one runs, three wait for their turn
            runs.add(CompletableFuture.runAsync(
                    () -> assertThrows(AudioException.class, () -> ffmpeg.run(List.of())),
                    task -> new Thread(task).start()));
        }
        long pid = pid();

        ffmpeg.close();

        assertFalse(lives(pid));
        runs.forEach(CompletableFuture::join);
        assertThrows(AudioException.class, () -> ffmpeg.run(List.of()));
        assertEquals(0, folder.resolve("data").toFile().list().length);
    }

    @Test
    void run_noTurnWithinTheDeadline_fails() throws Exception {
        try (Ffmpeg ffmpeg = running(hanging(), Duration.ofMillis(500))) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(
                    () -> assertThrows(AudioException.class, () -> ffmpeg.run(List.of())),
                    task -> new Thread(task).start());
            pid();
            assertThrows(AudioException.class, () -> ffmpeg.run(List.of()));
            first.join();
        }
    }

    @Test
    void run_missingProgram_fails() throws Exception {
        FfmpegBinary missing = new FfmpegBinary(name -> null, folder, folder.resolve("nowhere"));
        try (Ffmpeg ffmpeg = new Ffmpeg(missing, folder, 1, Duration.ofSeconds(5))) {
            assertEquals(
                    Kind.FAILED,
                    assertThrows(AudioException.class, () -> ffmpeg.run(List.of()))
                            .kind());
        }
    }

    @Test
    void path_platformWithoutBinary_saysWhatToDo() {
        FfmpegBinary binary = new FfmpegBinary(name -> null, folder, null);

        IOException e = assertThrows(IOException.class, binary::path);

        assertTrue(e.getMessage().contains("ffmpeg.path"), e.getMessage());
    }

    @Test
    void path_unpacked_isOnlyForThisUserAndGoesWithUs() throws Exception {
        FfmpegBinary binary = TestFfmpeg.binary(folder);
        Path program = binary.path();

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(program.getParent())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(program)));
        assertEquals(program, binary.path());

        binary.close();

        assertFalse(Files.exists(program));
    }

    @Test
    void entry_anyPlatform_isWhatJaveCallsIt() {
        assertEquals("ws/schild/jave/nativebin/ffmpeg-amd64", FfmpegBinary.entry("Linux", "amd64"));
        assertEquals("ws/schild/jave/nativebin/ffmpeg-amd64.exe", FfmpegBinary.entry("Windows 11", "amd64"));
        assertEquals("ws/schild/jave/nativebin/ffmpeg-aarch64-osx", FfmpegBinary.entry("Mac OS X", "aarch64"));
    }
}

package io.mynah.audio.convert;

import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.AudioException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs ffmpeg: few at once, each with a deadline after which it is killed, none left behind when this is closed. Its
 * complaints go through a file, so that neither a thread nor memory is held for them. Safe for use by several threads.
 */
final class Ffmpeg implements AutoCloseable {

    /** What every run gets: no questions asked, only plain files, no allocation beyond 64 MiB, only errors told. */
    private static final List<String> GUARDS =
            List.of("-nostdin", "-hide_banner", "-v", "error", "-max_alloc", "67108864", "-protocol_whitelist", "file");

    private static final int MOST_COMPLAINTS_READ = 4096;

    private final FfmpegBinary binary;
    private final Path folder;
    private final int processes;
    private final Duration deadline;
    private final Semaphore turns;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param folder private to this bundle, for the complaints; made when needed */
    Ffmpeg(FfmpegBinary binary, Path folder, int processes, Duration deadline) {
        this.binary = binary;
        this.folder = folder;
        this.processes = processes;
        this.deadline = deadline;
        this.turns = new Semaphore(processes, true);
    }

    /**
     * How a run ended.
     *
     * @param exitCode 0 is success
     * @param complaints the first of them, one line, without paths; empty if there were none
     */
    record Outcome(int exitCode, String complaints) {

        boolean isFlawless() {
            return exitCode == 0 && complaints.isEmpty();
        }

        boolean isStorageFull() {
            return complaints.contains("No space left on device") || complaints.contains("Disk quota exceeded");
        }
    }

    /**
     * Runs ffmpeg to its end.
     *
     * @param arguments behind {@link #GUARDS}
     * @throws AudioException {@link Kind#FAILED} if it cannot be started, exceeds the deadline or is stopped
     */
    Outcome run(List<String> arguments) throws AudioException {
        long end = System.nanoTime() + deadline.toNanos();
        try {
            if (!turns.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AudioException(Kind.FAILED, "no turn within " + deadline.toMillis() + " ms");
            }
            try {
                return run(arguments, end);
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AudioException(Kind.FAILED, "interrupted", e);
        } catch (IOException e) {
            throw new AudioException(Kind.FAILED, "ffmpeg cannot be started", e);
        }
    }

    private Outcome run(List<String> arguments, long end) throws IOException, InterruptedException, AudioException {
        if (closed) {
            throw stopped();
        }
        List<String> command = new ArrayList<>();
        command.add(binary.path().toString());
        command.addAll(GUARDS);
        command.addAll(arguments);
        PrivateFolder.create(folder);
        Path complaints = Files.createTempFile(folder, "complaints-", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(complaints.toFile())
                    .start();
            running.add(process);
            try {
                process.getOutputStream().close();
                // Closed between the first look and now: close() did not see this process.
                if (closed || !process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw closed ? stopped() : tooLong();
                }
                if (closed) {
                    throw stopped();
                }
                return new Outcome(process.exitValue(), read(complaints));
            } finally {
                kill(process);
                running.remove(process);
            }
        } finally {
            Files.deleteIfExists(complaints);
        }
    }

    /** Kills and waits: only then are its files its own no more. */
    private static void kill(Process process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private AudioException tooLong() {
        return new AudioException(Kind.FAILED, "took longer than " + deadline.toMillis() + " ms and was killed");
    }

    private static AudioException stopped() {
        return new AudioException(Kind.FAILED, "the converter is being stopped");
    }

    /** Tags of a file can stand in its complaints: no line breaks or other controls, and no paths of the host. */
    private static String read(Path complaints) throws IOException {
        try (InputStream in = Files.newInputStream(complaints)) {
            return new String(in.readNBytes(MOST_COMPLAINTS_READ), StandardCharsets.UTF_8)
                    .replaceAll("file:[^\\n]*?: ", "")
                    .replaceAll("\\p{Cntrl}+", " ")
                    .strip();
        }
    }

    /** Kills what runs and returns when nothing runs any more. */
    @Override
    public void close() throws IOException {
        closed = true;
        running.forEach(Process::destroyForcibly);
        turns.acquireUninterruptibly(processes);
        turns.release(processes); // so that those who wait for a turn are told
        binary.close();
    }
}

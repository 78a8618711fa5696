package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server of the real distribution. From when it is ready to when it is told to end it is asked whether it is alive, and
 * {@link #close()} fails if it ever did not say so, or did not end in order.
 */
final class Mynah implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Mynah.class.getName());
    private static final Path DISTRIBUTION =
            Path.of(System.getProperty("mynah.distribution")).toAbsolutePath().normalize();
    private static final Pattern ADDRESS = Pattern.compile("API page\\s+http://localhost:(\\d+)/docs");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The exit code of a process that was ended by it. */
    private static final int SIGKILL = 128 + 9;

    private final Path home;
    private final boolean ownsHome;
    private final Process process;
    private final Thread reader;
    private final List<String> output = new ArrayList<>();
    private int port;
    private @Nullable LiveWatch watch;
    private boolean killed;

    private Mynah(Path home, boolean ownsHome, Process process) {
        this.home = home;
        this.ownsHome = ownsHome;
        this.process = process;
        this.reader = new Thread(this::read, "server-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** A server that can speak, with a home folder of its own that goes with it. */
    static Mynah start(Map<String, String> environment) throws Exception {
        Path home = Files.createTempDirectory("mynah-itest-");
        return awaitReady(launch(home, true, command(home, environment, "start")));
    }

    /** A server that can speak, on a home folder of the caller's. */
    static Mynah start(Path home, Map<String, String> environment) throws Exception {
        return start(home, command(home, environment, "start"));
    }

    /** A server that can speak, by a command of the caller's. */
    static Mynah start(Path home, ProcessBuilder command) throws Exception {
        return awaitReady(launch(home, false, command));
    }

    private static Mynah awaitReady(Mynah mynah) throws Exception {
        boolean ready = false;
        try {
            until("ready", () -> {
                assertTrue(mynah.process.isAlive(), () -> "the server ended:\n" + mynah.output());
                return mynah.port() != 0 && mynah.http().get("/health/ready").status() == 200;
            });
            mynah.watch = LiveWatch.of(mynah.http());
            ready = true;
            return mynah;
        } finally {
            if (!ready) {
                mynah.process.destroyForcibly(); // a test that fails leaves no server behind
            }
        }
    }

    private static Mynah launch(Path home, boolean ownsHome, ProcessBuilder command) throws IOException {
        return new Mynah(home, ownsHome, command.redirectErrorStream(true).start());
    }

    /** {@code bin/mynah} with arguments. */
    static ProcessBuilder command(Path home, Map<String, String> environment, String... arguments) {
        List<String> line =
                new ArrayList<>(List.of(DISTRIBUTION.resolve("bin/mynah").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("MYNAH_") || name.startsWith("DEFAULT_"));
        builder.environment()
                .putAll(Map.of("MYNAH_HOME", home.toString(), "SERVER_PORT", "0", "SERVER_HOST", "127.0.0.1"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs a command to its end. */
    static Result run(Path home, Map<String, String> environment, String... arguments) throws Exception {
        Path error = Files.createTempFile("mynah-itest-", ".err");
        Process process = command(home, environment, arguments)
                .redirectError(error.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail(String.join(" ", arguments) + " did not end; so far: " + out);
        }
        String err = Files.readString(error);
        Files.delete(error);
        return new Result(process.exitValue(), out, err);
    }

    record Result(int exitCode, String out, String err) {}

    static Path distribution() {
        return DISTRIBUTION;
    }

    Path home() {
        return home;
    }

    Path references() {
        return home.resolve("references");
    }

    long pid() {
        // bin/mynah becomes the JVM by exec.
        return process.pid();
    }

    synchronized int port() {
        return port;
    }

    Http http() {
        return new Http(port());
    }

    String output() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    /** What it has printed since it had printed so many lines. */
    List<String> outputSince(int lines) {
        synchronized (output) {
            return List.copyOf(output.subList(lines, output.size()));
        }
    }

    String log() throws IOException {
        return Files.readString(home.resolve("logs/mynah.log"));
    }

    /** Drops a jar into deploy/ as the README says: under another name first, then renamed. */
    void deploy(Path jar, String name) throws IOException {
        Path staged = home.resolve("deploy").resolve("." + name + ".part");
        Files.copy(jar, staged, StandardCopyOption.REPLACE_EXISTING);
        Files.move(staged, home.resolve("deploy").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Drops the tone engine in and waits until it speaks. */
    void deployTone() throws Exception {
        deploy(Path.of(System.getProperty("mynah.dropin"), "testkit.jar"), "testkit.jar");
        until("the tone engine speaks", () -> http().speak("x", "tone").status() == 200);
    }

    /** SIGTERM, as Ctrl-C and service managers send it. */
    void terminate() {
        stopWatch();
        process.destroy();
    }

    /** SIGKILL, as a system that is out of memory sends it. */
    void kill() throws InterruptedException {
        stopWatch();
        killed = true;
        process.destroyForcibly().waitFor();
    }

    private void stopWatch() {
        if (watch != null) {
            watch.stop();
        }
    }

    /** Waits for the end. */
    int exitCode() {
        return assertTimeoutPreemptively(LIMIT, () -> process.waitFor(), () -> "it did not end:\n" + output());
    }

    @Override
    public void close() throws IOException {
        terminate();
        try {
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            reader.join(LIMIT.toMillis());
            assertTrue(ended, () -> "it had to be killed:\n" + output());
            assertEquals(killed ? SIGKILL : 0, process.exitValue(), this::output);
            if (watch != null) {
                watch.assertAllWere200();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            fail("interrupted while it ended");
        } finally {
            if (ownsHome) {
                delete(home);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Waits for a condition of another process, which can only be asked again and again. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, LIMIT, condition);
    }

    static void until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                fail("not in " + limit.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                }
                Matcher address = ADDRESS.matcher(line);
                if (address.find()) {
                    synchronized (this) {
                        port = Integer.parseInt(address.group(1));
                    }
                }
            }
        } catch (IOException e) {
            // Its output ends with the process.
            LOG.log(Level.FINE, "the server's output ended", e);
        }
    }
}

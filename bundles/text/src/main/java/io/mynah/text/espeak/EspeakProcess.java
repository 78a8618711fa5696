package io.mynah.text.espeak;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The program espeak-ng, run once for each question. Safe for use by several threads. */
final class EspeakProcess {

    /** It takes some 20 ms; a machine that is busy gets a hundred times that. */
    private static final long LIMIT_SECONDS = 5;

    private final String command;

    EspeakProcess(String command) {
        this.command = command;
    }

    /** What it says of itself; empty if it cannot be run. */
    Optional<String> version() {
        try {
            return run(List.of("--version"), "").lines().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * How clauses sound, in IPA with {@code ^} as the tie of affricates and diphthongs.
     *
     * @param clauses without line ends
     * @param voice espeak-ng's name of a language
     * @return as many as there are clauses
     * @throws IOException if it cannot be run, fails or does not answer in time
     */
    List<String> read(List<String> clauses, String voice) throws IOException, InterruptedException {
        if (clauses.isEmpty()) {
            return List.of();
        }
        List<String> arguments = List.of("-q", "--ipa", "--tie=^", "-b", "1", "-v", voice, "--stdin");
        // A blank line ends a clause, and a clause is answered by a line. Some are answered by more (very long words)
        // or
        // by none (signs that have no name); then each is asked for alone.
        List<String> lines = lines(run(arguments, String.join("\n\n", clauses) + "\n"));
        if (lines.size() == clauses.size()) {
            return lines;
        }
        List<String> sounds = new ArrayList<>();
        for (String clause : clauses) {
            sounds.add(String.join(" ", lines(run(arguments, clause + "\n"))));
        }
        return sounds;
    }

    private static List<String> lines(String output) {
        return output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private String run(List<String> arguments, String input) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(command);
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        // It asks for sound devices even where it plays nothing, and PulseAudio's library leaves a folder behind.
        builder.environment().put("PULSE_RUNTIME_PATH", System.getProperty("java.io.tmpdir"));
        Process process = builder.start();
        try {
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            // Both ways fit into the system's pipes, so nobody waits for a reader.
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("espeak-ng did not answer within " + LIMIT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException("espeak-ng ended with " + process.exitValue());
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }
}

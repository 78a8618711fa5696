package io.mynah.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes commands from one client at a time: a line in, a line out, fields separated by tabs. A Unix socket, since whoever
 * may write to the server's home may stop the server as well, and nobody else shall reach it.
 *
 * <pre>
 * engine  VOICE TEXT                     text to PCM by front end and engine, on this thread
 * text    TEXT                           the front end's part of it
 * service VOICE TEXT                     text to PCM by SpeechService
 * load    THREADS SECONDS VOICE TEXT…    engine calls back to back
 * match   FILE                           the closest voice to a clip that was never seen, on this thread
 * vector  FILE                           who speaks in a WAV
 * </pre>
 *
 * The answer is {@code ok WALL_NANOS CPU_NANOS FIRST_SOUND_NANOS SAMPLES} ({@code load}: calls instead of samples;
 * {@code match}: thousandths of the similarity; {@code vector}: {@code ok} and the numbers) or {@code error MESSAGE}.
 */
final class Control {
    private @Nullable ServerSocketChannel door;

    void open(Path socket, Measurements measurements) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        opened.bind(UnixDomainSocketAddress.of(socket));
        door = opened;
        Thread thread = new Thread(() -> serve(opened, measurements), "mynah-bench");
        thread.setDaemon(true);
        thread.start();
    }

    void close() throws IOException {
        if (door != null) {
            door.close();
        }
    }

    private static void serve(ServerSocketChannel door, Measurements measurements) {
        while (door.isOpen()) {
            try (SocketChannel client = door.accept();
                    BufferedReader commands = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
                    PrintWriter answers = new PrintWriter(Channels.newWriter(client, StandardCharsets.UTF_8), true)) {
                for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                    answers.print(answer(line.split("\t"), measurements) + "\n");
                    answers.flush();
                }
            } catch (AsynchronousCloseException e) {
                return; // the bundle stops
            } catch (IOException e) {
                System.err.println("mynah-bench: a client was lost: " + e);
            }
        }
    }

    private static String answer(String[] words, Measurements measurements) {
        try {
            return "ok\t"
                    + switch (words[0]) {
                        case "engine" -> fields(measurements.engine(words[1], words[2]));
                        case "text" -> fields(measurements.text(words[1]));
                        case "service" -> fields(measurements.service(words[1], words[2]));
                        case "load" -> {
                            Duration duration = Duration.ofSeconds(Long.parseLong(words[2]));
                            List<String> texts = Arrays.asList(words).subList(4, words.length);
                            yield fields(measurements.load(Integer.parseInt(words[1]), duration, words[3], texts));
                        }
                        case "match" -> fields(measurements.match(Path.of(words[1])));
                        case "vector" -> measurements.vector(Path.of(words[1]));
                        default -> throw new IllegalArgumentException("there is no command " + words[0]);
                    };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "error\tinterrupted";
        } catch (Exception e) { // whatever it is, the driver wants to know
            return "error\t" + e.toString().replaceAll("\\s+", " ");
        }
    }

    private static String fields(Measurements.Timing timing) {
        return timing.wallNanos() + "\t" + timing.cpuNanos() + "\t" + timing.firstNanos() + "\t" + timing.amount();
    }
}

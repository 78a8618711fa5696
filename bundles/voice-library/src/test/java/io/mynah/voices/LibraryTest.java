package io.mynah.voices;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mynah.api.speech.Clip;
import io.mynah.api.speech.NewClip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceNotes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A library over a temporary folder, with a converter that is not one. */
abstract class LibraryTest {

    static final int LIMIT = 1 << 20;

    /** To whom every file looks as if it had long been left alone. */
    static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @TempDir
    Path outside;

    Path references;
    final FakeConverter converter = new FakeConverter();
    VoiceLibraryComponent library;

    @BeforeEach
    void open() throws IOException {
        references = Files.createDirectory(outside.toRealPath().resolve("references"));
        library = library(LATER);
        library.bind(converter);
    }

    @AfterEach
    void close() throws Exception {
        library.stop();
    }

    VoiceLibraryComponent library(Clock clock) {
        return new VoiceLibraryComponent(new VoiceSettings(references, spare(), LIMIT, 60, Duration.ZERO), clock);
    }

    /** Where twins go if they cannot be beside their source. */
    Path spare() {
        return outside.resolve("home/cache/twins");
    }

    Path wav(String name, double seconds) throws IOException {
        return Files.write(references.resolve(name), Wav.ofSeconds(seconds));
    }

    /** What the fake converter takes for a compressed file. */
    Path compressed(String name, String content) throws IOException {
        return Files.writeString(references.resolve(name), content);
    }

    /** Takes a clip in. */
    Clip add(InputStream content, String filename, boolean overwrite) throws IOException, SpeechException {
        try (NewClip received = library.receive(content)) {
            return received.keepAs(filename, overwrite);
        }
    }

    static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static InputStream content(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    /** In the locale "C" Java has no names beyond ASCII; bin/mynah sees to it that the server never runs there. */
    static void assumeNamesBeyondAscii() {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "needs LC_ALL=C.UTF-8");
    }

    static final VoiceNotes NOTES =
            new VoiceNotes(List.of("warm", "old = älter"), "de-AT", "my aunt\nin 1998 \u0000 #", true);

    UserVoice voice(String name) {
        return library.voice(name).orElseThrow();
    }

    List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(references.resolve(".mynah"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
    }

    interface Octets {
        int next() throws IOException;
    }

    /** An upload that comes in single bytes. */
    static InputStream octets(Octets octets) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return octets.next();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int octet = read();
                if (octet < 0) {
                    return -1;
                }
                buffer[offset] = (byte) octet;
                return 1;
            }
        };
    }

    /** Everything that a user would see in the folder, sorted. */
    List<String> visible() throws IOException {
        try (Stream<Path> files = Files.list(references)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** Files in the making. */
    List<Path> drafts() throws IOException {
        Path tmp = references.resolve(".mynah/tmp");
        if (!Files.exists(tmp)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(tmp)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
    }
}

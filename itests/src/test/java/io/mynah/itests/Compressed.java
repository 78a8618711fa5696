package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;

/** Compressed clips, made by the encoder that the distribution's own audio converter carries. */
final class Compressed {

    private Compressed() {}

    /** A tone of 220 Hz in the format of an extension. */
    static byte[] tone(double seconds, String extension) throws Exception {
        return of(Wavs.tone(seconds, 24_000), extension);
    }

    /** A WAV in the format of an extension. */
    static byte[] of(byte[] content, String extension) throws Exception {
        Path wav = Files.write(Files.createTempFile("mynah-itest-", ".wav"), content);
        try {
            return encode(extension, "-i", wav.toString());
        } finally {
            Files.delete(wav);
        }
    }

    /** A FLAC of ten hours of silence that does not say how long it is. */
    static byte[] tenHoursOfSilence() throws Exception {
        return encode("flac", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "36000", "-compression_level", "0");
    }

    /** To a pipe, where no encoder can go back and write a length into the header. */
    private static byte[] encode(String extension, String... arguments) throws Exception {
        Path encoder = encoder();
        try {
            List<String> command = new ArrayList<>(List.of(encoder.toString(), "-v", "error"));
            command.addAll(List.of(arguments));
            command.addAll(List.of("-f", extension, "pipe:1"));
            Process process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            byte[] encoded = process.getInputStream().readAllBytes();
            assertEquals(0, process.waitFor(), "the encoder failed");
            return encoded;
        } finally {
            Files.delete(encoder);
        }
    }

    private static Path encoder() throws IOException {
        try (ZipFile jar = new ZipFile(
                Mynah.distribution().resolve("seed/audio-convert.jar").toFile())) {
            ZipEntry binary = jar.stream()
                    .filter(entry -> entry.getName().matches("ws/schild/jave/nativebin/ffmpeg-[a-z0-9]+"))
                    .findFirst()
                    .orElse(null);
            Assumptions.assumeTrue(binary != null, "no encoder for this system");
            Path file = Files.createTempFile(
                    "mynah-itest-encoder-",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (InputStream in = jar.getInputStream(binary)) {
                Files.write(file, in.readAllBytes());
            }
            return file;
        }
    }
}

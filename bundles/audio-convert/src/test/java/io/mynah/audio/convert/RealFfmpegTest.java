package io.mynah.audio.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The real ffmpeg, and good files that it made a moment before. */
abstract class RealFfmpegTest {

    static final double AMPLITUDE = 0.5;
    static final double HERTZ = 440;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    static FfmpegBinary binary;
    static Ffmpeg ffmpeg;
    static Conversion conversion;
    static Path wav;
    Path target;

    @BeforeAll
    static void unpack() throws Exception {
        binary = TestFfmpeg.binary(shared);
        ffmpeg = TestFfmpeg.ffmpeg(binary, shared);
        conversion = new Conversion(ffmpeg, 600);
        wav = Tone.sine(HERTZ, AMPLITUDE, 24_000, 6 * 24_000).write(shared.resolve("tone.wav"));
        for (Format format : Format.values()) {
            conversion.fromWav(wav, good(format.extension()));
        }
    }

    @AfterAll
    static void close() throws IOException {
        ffmpeg.close();
    }

    @BeforeEach
    void nameTarget() {
        target = folder.resolve("out.wav");
    }

    static Path good(String extension) {
        return shared.resolve("tone" + extension);
    }

    static Stream<String> extensions() {
        return Arrays.stream(Format.values()).map(Format::extension);
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

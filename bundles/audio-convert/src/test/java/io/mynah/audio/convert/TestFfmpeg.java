package io.mynah.audio.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The converter as in the bundle, its ffmpeg out of the jar on the class path. */
final class TestFfmpeg {

    private TestFfmpeg() {}

    static FfmpegBinary binary(Path folder) {
        return new FfmpegBinary(
                name -> TestFfmpeg.class.getClassLoader().getResourceAsStream(name), folder.resolve("ffmpeg"), null);
    }

    /** Another program in the place of ffmpeg. */
    static FfmpegBinary script(Path folder, String script) throws IOException {
        Path file = java.nio.file.Files.writeString(folder.resolve("script"), "#!/bin/sh\n" + script + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable");
        }
        return new FfmpegBinary(name -> null, folder, file);
    }

    static Ffmpeg ffmpeg(FfmpegBinary binary, Path folder) {
        return new Ffmpeg(binary, folder.resolve("ffmpeg"), 2, Duration.ofSeconds(60));
    }
}

package io.mynah.audio.convert;

import io.mynah.api.audio.AudioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The compressed formats: how each is told to ffmpeg, and who reads its headers. */
enum Format {
    MP3,
    OGG,
    FLAC;

    /** With the dot, lower case. */
    String extension() {
        return "." + ffmpegName();
    }

    /** Name of the demuxer and the muxer. */
    String ffmpegName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name of the encoder and its options. */
    List<String> encoder() {
        return switch (this) {
            case MP3 -> List.of("libmp3lame", "-q:a", "2");
            case OGG -> List.of("libvorbis", "-q:a", "5");
            case FLAC -> List.of("flac");
        };
    }

    /**
     * Whether tags of all kinds and padding behind the audio are usual. The decoder complains of them, so that its
     * complaints count only if audio is missing.
     */
    boolean mayEndInForeignBytes() {
        return this == MP3;
    }

    /** Length by the headers; empty where they do not say. */
    OptionalDouble declaredSeconds(Path file) throws AudioException {
        try (FileWindow window = new FileWindow(file)) {
            return switch (this) {
                case MP3 -> Mp3Header.seconds(window);
                case OGG -> OggPages.seconds(window);
                case FLAC -> FlacHeader.seconds(window);
            };
        } catch (IOException e) {
            throw new AudioException(AudioException.Kind.UNREADABLE, "the file cannot be read", e);
        }
    }

    /** The format that a file's extension says. */
    static Optional<Format> of(Path file) {
        Path name = file.getFileName();
        String lower = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> lower.endsWith(format.extension()))
                .findFirst();
    }

    static Set<String> extensions() {
        return Arrays.stream(values()).map(Format::extension).collect(Collectors.toUnmodifiableSet());
    }
}

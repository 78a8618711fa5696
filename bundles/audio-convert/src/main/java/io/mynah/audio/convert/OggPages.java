package io.mynah.audio.convert;

import io.mynah.api.audio.AudioException;
import java.io.IOException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Length of an Ogg file: its last page says how many samples have been heard by then (RFC 3533, section 6). The last
 * page is also where a file that was cut short gives itself away, which ffmpeg passes over in silence.
 */
final class OggPages {

    private static final int MOST_STREAMS = 16;
    /** More than twice the longest page (65,307 bytes), so that a whole one is always within it. */
    private static final int TAIL = 128 * 1024;

    private static final int HEADER = 27;
    private static final int FIRST_PAGE = 2;

    private OggPages() {}

    static OptionalDouble seconds(FileWindow file) throws IOException, AudioException {
        if (!file.matches(0, "OggS")) {
            throw new AudioException(AudioException.Kind.UNREADABLE, "not an Ogg file");
        }
        long page = 0;
        for (int i = 0; i < MOST_STREAMS && isPage(file, page) && (file.u8(page + 5) & FIRST_PAGE) != 0; i++) {
            Codec codec = codec(file, page + HEADER + file.u8(page + 26));
            if (codec != null) {
                long last = lastGranule(file, file.little(page + 14, 4));
                return last < codec.skipped
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) (last - codec.skipped) / codec.rate);
            }
            page = pageEnd(file, page);
        }
        throw new AudioException(AudioException.Kind.UNREADABLE, "no audio that is known in the Ogg file");
    }

    /** Samples per second of the page's count, and how many of them are not to be heard. */
    private record Codec(long rate, long skipped) {}

    private static @Nullable Codec codec(FileWindow file, long packet) throws IOException, AudioException {
        Codec codec;
        if (file.matches(packet, "\u0001vorbis")) {
            codec = new Codec(file.little(packet + 12, 4), 0);
        } else if (file.matches(packet, "OpusHead")) {
            codec = new Codec(48_000, file.little(packet + 10, 2)); // RFC 7845, section 4: always 48 kHz
        } else if (file.matches(packet, "\u007fFLAC")) {
            codec = new Codec(file.big(packet + 27, 3) >> 4, 0);
        } else if (file.matches(packet, "Speex   ")) {
            codec = new Codec(file.little(packet + 36, 4), 0);
        } else {
            return null;
        }
        if (codec.rate <= 0 || codec.skipped < 0) {
            throw new AudioException(AudioException.Kind.UNREADABLE, "Ogg header damaged");
        }
        return codec;
    }

    private static long lastGranule(FileWindow file, long serial) throws IOException, AudioException {
        long granule = -1;
        long position = file.find("OggS\0", Math.max(0, file.size() - TAIL), file.size());
        while (position >= 0) {
            long end = pageEnd(file, position);
            if (end > file.size()) {
                throw truncated();
            }
            long samples = file.little(position + 6, 8);
            if (file.little(position + 14, 4) != serial) {
                granule = -1; // another stream follows: its samples are not in this count
            } else if (samples >= 0) {
                granule = samples;
            }
            if (isCutMagic(file, end)) {
                throw truncated();
            }
            position = file.find("OggS\0", end, file.size()); // mostly right there; else behind foreign bytes
        }
        return granule;
    }

    private static boolean isPage(FileWindow file, long position) throws IOException {
        return file.matches(position, "OggS\0");
    }

    /** Where the page's successor begins; behind the end of the file if the page is not whole. */
    private static long pageEnd(FileWindow file, long position) throws IOException {
        int segments = file.u8(position + 26);
        long end = position + HEADER + segments;
        if (segments < 0 || end > file.size()) {
            return file.size() + 1;
        }
        for (int i = 0; i < segments; i++) {
            end += file.u8(position + HEADER + i);
        }
        return end;
    }

    private static boolean isCutMagic(FileWindow file, long position) throws IOException {
        long rest = file.size() - position;
        return rest > 0 && rest < 5 && file.matches(position, "OggS\0".substring(0, (int) rest));
    }

    private static AudioException truncated() {
        return new AudioException(AudioException.Kind.UNREADABLE, "the Ogg file has been cut short");
    }
}

package io.mynah.audio.convert;

import io.mynah.api.audio.AudioException;
import java.io.IOException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Length of an MP3 file. The first frame may carry a table (Xing, Info or VBRI) with the number of frames and of bytes,
 * and, where LAME wrote it, the samples that pad both ends. Without a table the frames of the first mebibyte are counted
 * one after the other, and the rest is taken to go on like them. Formats: ISO 11172-3 and 13818-3, section 2.4; the
 * tables as LAME and Fraunhofer document them.
 */
final class Mp3Header {

    private static final int SEARCHED = 64 * 1024;
    private static final int COUNTED = 1024 * 1024;
    private static final int[] KBITS_1_III = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KBITS_1_II = {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384};
    private static final int[] KBITS_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] RATES = {44_100, 48_000, 32_000};

    private Mp3Header() {}

    static OptionalDouble seconds(FileWindow file) throws IOException, AudioException {
        long start = Id3.end(file);
        for (long position = start; position < start + SEARCHED && position < file.size(); position++) {
            Frame frame = frame(file, position);
            if (frame != null && frame.isFollowedByItsLike(file)) {
                Table table = table(file, frame);
                return OptionalDouble.of(table != null ? table.seconds(file, frame) : count(file, frame));
            }
        }
        throw new AudioException(AudioException.Kind.UNREADABLE, "no MP3 frames");
    }

    /** A frame by its four bytes of header. */
    private record Frame(long position, int version, int rate, int samples, int length, boolean mono) {

        long end() {
            return position + length;
        }

        /** Two headers in the right distance are hardly there by chance. */
        boolean isFollowedByItsLike(FileWindow file) throws IOException {
            Frame next = frame(file, end());
            return end() == file.size() || (next != null && next.version == version && next.rate == rate);
        }
    }

    private static @Nullable Frame frame(FileWindow file, long position) throws IOException {
        long header = file.big(position, 4);
        int version = (int) ((header >> 19) & 3); // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
        int layer = (int) ((header >> 17) & 3); // 1: III, 2: II
        int kbits = (int) ((header >> 12) & 15);
        int rate = (int) ((header >> 10) & 3);
        if (header < 0
                || header >>> 21 != 0x7FF
                || version == 1
                || layer == 0
                || layer == 3
                || kbits == 0
                || kbits == 15
                || rate == 3) {
            return null;
        }
        int hertz = RATES[rate] / (version == 3 ? 1 : version == 2 ? 2 : 4);
        int bits = 1000 * (version != 3 ? KBITS_2 : layer == 1 ? KBITS_1_III : KBITS_1_II)[kbits];
        int samples = layer == 1 && version != 3 ? 576 : 1152;
        int length = samples / 8 * bits / hertz + (int) ((header >> 9) & 1);
        return new Frame(position, version, hertz, samples, length, ((header >> 6) & 3) == 3);
    }

    /** What an encoder says of the whole file. */
    private record Table(long frames, long bytes, int padding) {

        double seconds(FileWindow file, Frame first) throws AudioException {
            if (bytes > file.size() - first.position) {
                throw truncated();
            }
            return Math.max(0, (double) (frames * first.samples - padding) / first.rate);
        }
    }

    private static @Nullable Table table(FileWindow file, Frame first) throws IOException {
        int side = first.version == 3 ? (first.mono ? 17 : 32) : (first.mono ? 9 : 17);
        long xing = first.position + 4 + side;
        if (file.matches(xing, "Xing") || file.matches(xing, "Info")) {
            long flags = file.big(xing + 4, 4);
            long frames = (flags & 1) != 0 ? file.big(xing + 8, 4) : 0;
            long bytes = (flags & 2) != 0 ? file.big(xing + ((flags & 1) != 0 ? 12 : 8), 4) : 0;
            // LAME and those who follow it put the padding of both ends, 12 bits each, at a fixed place.
            boolean lame = flags == 15 && (file.matches(xing + 120, "LAME") || file.matches(xing + 120, "Lav"));
            long ends = lame ? file.big(xing + 141, 3) : 0;
            return frames > 0 ? new Table(frames, bytes, (int) (ends >> 12) + (int) (ends & 0xFFF)) : null;
        }
        long vbri = first.position + 4 + 32;
        if (file.matches(vbri, "VBRI")) {
            long frames = file.big(vbri + 14, 4);
            return frames > 0 ? new Table(frames, file.big(vbri + 10, 4), 0) : null;
        }
        return null;
    }

    private static double count(FileWindow file, Frame first) throws IOException, AudioException {
        long frames = 0;
        Frame frame = first;
        long end = first.position;
        while (frame != null && end - first.position < COUNTED) {
            if (frame.end() > file.size()) {
                throw truncated();
            }
            frames++;
            end = frame.end();
            frame = frame(file, end);
        }
        double seconds = (double) (frames * first.samples) / first.rate;
        return frame == null ? seconds : seconds * (file.size() - first.position) / (end - first.position);
    }

    private static AudioException truncated() {
        return new AudioException(AudioException.Kind.UNREADABLE, "the MP3 file has been cut short");
    }
}

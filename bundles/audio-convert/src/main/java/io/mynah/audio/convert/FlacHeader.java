package io.mynah.audio.convert;

import io.mynah.api.audio.AudioException;
import java.io.IOException;
import java.util.OptionalDouble;

/** Length of a FLAC file: the STREAMINFO block that every one begins with (RFC 9639, section 8.2). */
final class FlacHeader {

    private static final int STREAMINFO_BYTES = 34;

    private FlacHeader() {}

    static OptionalDouble seconds(FileWindow file) throws IOException, AudioException {
        long start = Id3.end(file);
        if (!file.matches(start, "fLaC") || (file.u8(start + 4) & 0x7F) != 0) {
            throw new AudioException(AudioException.Kind.UNREADABLE, "not a FLAC file");
        }
        return streamInfo(file, start + 8);
    }

    /** Reads the block's content, which Ogg FLAC carries as well. */
    static OptionalDouble streamInfo(FileWindow file, long position) throws IOException, AudioException {
        long rate = file.big(position + 10, 3) >> 4;
        if (rate <= 0 || file.u8(position + STREAMINFO_BYTES - 1) < 0) {
            throw new AudioException(AudioException.Kind.UNREADABLE, "FLAC header damaged");
        }
        long samples = file.big(position + 13, 5) & 0xF_FFFF_FFFFL;
        return samples == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) samples / rate);
    }
}

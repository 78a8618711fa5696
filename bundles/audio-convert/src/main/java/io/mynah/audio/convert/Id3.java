package io.mynah.audio.convert;

import java.io.IOException;

/** Steps over ID3v2 tags, which stand before the audio of MP3 and, against the rules, of some FLAC files. */
final class Id3 {

    private static final int MOST_TAGS = 8;

    private Id3() {}

    /** Where the audio begins: the position after all leading tags, which may lie behind the end of the file. */
    static long end(FileWindow file) throws IOException {
        long position = 0;
        for (int tags = 0; tags < MOST_TAGS && file.matches(position, "ID3"); tags++) {
            boolean footer = (file.u8(position + 5) & 0x10) != 0;
            long size = 0;
            for (int i = 6; i < 10; i++) {
                size = (size << 7) | (file.u8(position + i) & 0x7F);
            }
            position += 10 + size + (footer ? 10 : 0);
        }
        return position;
    }
}

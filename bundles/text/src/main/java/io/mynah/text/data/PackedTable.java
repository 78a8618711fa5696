package io.mynah.text.data;

import java.util.Arrays;

/**
 * A map from words to a few bytes, for hundreds of thousands of them: one byte array and one array of slots instead of
 * as many objects. Immutable, safe for use by several threads.
 *
 * <p>The pool holds each entry as the length of its key, the key (one to three bytes a character, as in UTF-8) and its
 * value. Slots are found by hashing with linear probing; a slot holds the entry's place in the pool and, in its
 * uppermost byte, eight more bits of the hash, so that a wrong key is hardly ever looked at.
 */
public final class PackedTable {

    /** What {@link #find} returns for a word that is not in the table. */
    public static final int ABSENT = -1;

    private static final int PLACE_BITS = 24;
    private static final int PLACE = (1 << PLACE_BITS) - 1;

    private final byte[] pool;
    private final int[] slots;

    private PackedTable(byte[] pool, int[] slots) {
        this.pool = pool;
        this.slots = slots;
    }

    /** Where the value of a word begins, for {@link #at}; {@link #ABSENT} if the word is not here. */
    public int find(CharSequence word) {
        return word.length() == 0 ? ABSENT : find(word, word.charAt(0));
    }

    /** Like {@link #find(CharSequence)}, the word's first character being taken for another one. */
    public int find(CharSequence word, char first) {
        int hash = first;
        for (int i = 1; i < word.length(); i++) {
            hash = 31 * hash + word.charAt(i);
        }
        hash = mix(hash);
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            if (slots[slot] >>> PLACE_BITS == hash >>> PLACE_BITS) {
                int value = matchAt(slots[slot] & PLACE, word, first);
                if (value != ABSENT) {
                    return value;
                }
            }
        }
        return ABSENT;
    }

    /** The byte at a place, as 0 to 255. */
    public int at(int place) {
        return pool[place] & 0xFF;
    }

    private int matchAt(int entry, CharSequence word, char first) {
        int place = entry + 1;
        int end = place + at(entry);
        for (int i = 0; i < word.length(); i++) {
            if (place >= end) {
                return ABSENT;
            }
            char expected = i == 0 ? first : word.charAt(i);
            int lead = at(place);
            char found;
            if (lead < 0x80) {
                found = (char) lead;
                place++;
            } else if (lead < 0xE0) {
                found = (char) ((lead & 0x1F) << 6 | (at(place + 1) & 0x3F));
                place += 2;
            } else {
                found = (char) ((lead & 0x0F) << 12 | (at(place + 1) & 0x3F) << 6 | (at(place + 2) & 0x3F));
                place += 3;
            }
            if (found != expected) {
                return ABSENT;
            }
        }
        return place == end ? place : ABSENT;
    }

    /** The last step of MurmurHash3: spreads what the words differ in over all bits. */
    private static int mix(int hash) {
        int h = hash;
        h = (h ^ h >>> 16) * 0x85EBCA6B;
        h = (h ^ h >>> 13) * 0xC2B2AE35;
        return h ^ h >>> 16;
    }

    /** Fills a table: {@link #key} begins an entry, {@link #value} adds to its value. For one thread. */
    public static final class Builder {
        private byte[] pool = new byte[1 << 18];
        /** Place 0 stays empty, for a slot of 0 means that there is none. */
        private int end = 1;

        private int[] entries = new int[1 << 13];
        private int[] hashes = new int[1 << 13];
        private int size;

        /** Begins an entry. Keys are given once each; a longer key than 255 bytes is refused. */
        public Builder key(char[] text, int from, int length) {
            reserve(1 + 3 * length);
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, 2 * size);
                hashes = Arrays.copyOf(hashes, 2 * size);
            }
            int start = end++;
            int hash = 0;
            for (int i = from; i < from + length; i++) {
                hash = 31 * hash + text[i];
                encode(text[i]);
            }
            int bytes = end - start - 1;
            if (bytes == 0 || bytes > 255 || end > PLACE) {
                throw new IllegalArgumentException("a key of " + bytes + " bytes at " + end + " cannot be packed");
            }
            pool[start] = (byte) bytes;
            entries[size] = start;
            hashes[size++] = mix(hash);
            return this;
        }

        /** Adds a byte to the value of the entry that was begun last. */
        public void value(int b) {
            reserve(1);
            pool[end++] = (byte) b;
        }

        /** Where the next byte of a value will be, for {@link #replace}. */
        public int place() {
            return end;
        }

        /** Changes a byte of a value that was added before, such as a count that is known only afterwards. */
        public void replace(int place, int b) {
            pool[place] = (byte) b;
        }

        public PackedTable build() {
            int[] slots = new int[Math.max(2, Integer.highestOneBit(size * 4 / 3) * 2)];
            int mask = slots.length - 1;
            for (int i = 0; i < size; i++) {
                int slot = hashes[i] & mask;
                while (slots[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = (hashes[i] & ~PLACE) | entries[i];
            }
            return new PackedTable(Arrays.copyOf(pool, end), slots);
        }

        private void encode(char c) {
            if (c < 0x80) {
                pool[end++] = (byte) c;
            } else if (c < 0x800) {
                pool[end++] = (byte) (0xC0 | c >> 6);
                pool[end++] = (byte) (0x80 | (c & 0x3F));
            } else {
                pool[end++] = (byte) (0xE0 | c >> 12);
                pool[end++] = (byte) (0x80 | (c >> 6 & 0x3F));
                pool[end++] = (byte) (0x80 | (c & 0x3F));
            }
        }

        private void reserve(int more) {
            if (end + more > pool.length) {
                pool = Arrays.copyOf(pool, 2 * pool.length + more);
            }
        }
    }
}

package io.mynah.text.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class PackedTableTest {

    @Test
    void find_manyWords_eachHasItsValue() {
        PackedTable.Builder builder = new PackedTable.Builder();
        for (int i = 0; i < 20_000; i++) {
            put(builder, "wörd—" + i, i % 256);
        }
        PackedTable table = builder.build();

        for (int i = 0; i < 20_000; i++) {
            assertEquals(i % 256, table.at(table.find("wörd—" + i)));
        }
        assertEquals(PackedTable.ABSENT, table.find("wörd—20000"));
        assertEquals(PackedTable.ABSENT, table.find("wörd—"));
        assertEquals(PackedTable.ABSENT, table.find(""));
    }

    @Test
    void find_otherFirstCharacter_isTakenForTheFirst() {
        PackedTable.Builder builder = new PackedTable.Builder();
        put(builder, "Paris", 7);

        assertEquals(7, at(builder.build(), "paris", 'P'));
    }

    @Test
    void find_emptyTable_hasNothing() {
        assertEquals(PackedTable.ABSENT, new PackedTable.Builder().build().find("a"));
    }

    @Test
    void key_tooLong_isRefused() {
        PackedTable.Builder builder = new PackedTable.Builder();

        assertThrows(IllegalArgumentException.class, () -> put(builder, "x".repeat(256), 1));
    }

    private static int at(PackedTable table, String word, char first) {
        return table.at(table.find(word, first));
    }

    private static void put(PackedTable.Builder builder, String key, int value) {
        builder.key(key.toCharArray(), 0, key.length()).value(value);
    }
}

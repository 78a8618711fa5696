package io.mynah.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void toString_columnsOfDifferentWidth_lineUp() {
        Table table = new Table();
        table.row("a", "bb", "c");
        table.row("long", "", "\uD83D\uDE00");
        assertEquals("a     bb  c\nlong      \uD83D\uDE00\n", table.toString());
    }
}

package io.mynah.cli;

/** What a check found. */
final class Report {
    private final Table table = new Table();
    private boolean good = true;

    void good(String what, String found) {
        table.row("ok", what, found);
    }

    /** Something that a person should know and that keeps nothing from working. */
    void warning(String what, String found, String advice) {
        table.row("warning", what, found + " -> " + advice);
    }

    void problem(String what, String found, String advice) {
        good = false;
        table.row("PROBLEM", what, found + " -> " + advice);
    }

    boolean isGood() {
        return good;
    }

    @Override
    public String toString() {
        return table + (good ? "Everything is in place.\n" : "Something needs you.\n");
    }
}

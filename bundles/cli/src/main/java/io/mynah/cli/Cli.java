package io.mynah.cli;

/** What the commands agree on with the launcher. */
final class Cli {
    /** Service property: the command's name. */
    static final String COMMAND = "mynah.command=";

    /** Which stream standard output is: {@code System.out} is turned away from it, so that results stay clean. */
    static final String STDOUT = "(mynah.stream=stdout)";

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private Cli() {}
}

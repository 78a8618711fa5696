package io.mynah.cli;

import io.mynah.api.model.ModelProgress;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells how far a download is: on a terminal one line that changes, elsewhere a line for each file. For one thread. */
final class ProgressLine {
    private final PrintStream out;
    private final boolean terminal;
    private @Nullable String lastFile;
    private @Nullable String lastMessage;
    private int width;

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(ModelProgress progress) {
        String line = describe(progress);
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            out.flush();
            width = line.length();
        } else if (changed(progress)) {
            out.println(line);
        }
        lastFile = progress.file();
        lastMessage = progress.message();
    }

    /** What comes next begins on a line of its own. */
    void end() {
        if (terminal && width > 0) {
            out.println();
            width = 0;
        }
    }

    private boolean changed(ModelProgress progress) {
        String message = progress.message();
        return (progress.file() != null && !progress.file().equals(lastFile))
                || (message != null && !message.equals(lastMessage));
    }

    static String describe(ModelProgress progress) {
        StringBuilder line = new StringBuilder();
        switch (progress.state()) {
            case ASKING -> line.append("asking for");
            case FETCHING -> line.append("fetching");
            case CHECKING -> line.append("checking");
            case DONE -> line.append("done");
            case FAILED -> line.append("failed");
            case CANCELLED -> line.append("cancelled");
        }
        if (progress.file() != null) {
            line.append(' ').append(progress.file());
        }
        if (progress.bytesTotal() > 0) {
            line.append(String.format(
                    Locale.ROOT,
                    "  %d %% of %s",
                    Math.min(100, progress.bytesDone() * 100 / progress.bytesTotal()),
                    bytes(progress.bytesTotal())));
        }
        if (progress.bytesPerSecond() > 0 && !progress.state().isOver()) {
            line.append("  ").append(bytes(progress.bytesPerSecond())).append("/s");
            if (progress.secondsLeft() >= 0) {
                line.append("  ").append(time(progress.secondsLeft())).append(" left");
            }
        }
        if (progress.message() != null) {
            line.append("  ").append(progress.message());
        }
        return line.toString();
    }

    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.0f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    static String time(long seconds) {
        if (seconds < 3_600) {
            return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
}

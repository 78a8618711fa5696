package io.mynah.rest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What can be said of a failure in a log that is read by others: its classes and the place, and no message. Messages of
 * exceptions name files, and files are named after people.
 */
final class FailureKind {
    private static final String OURS = "io.mynah.";
    private static final int MOST_CAUSES = 5;

    private FailureKind() {}

    /** Such as {@code UncheckedIOException <- AccessDeniedException at io.mynah.voices.Intake.place(Intake.java:76)}. */
    static String of(Throwable failure) {
        List<String> classes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && classes.size() < MOST_CAUSES; cause = cause.getCause()) {
            classes.add(cause.getClass().getSimpleName());
        }
        StackTraceElement[] trace = failure.getStackTrace();
        String place = Arrays.stream(trace)
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .or(() -> Arrays.stream(trace).findFirst())
                .map(frame -> " at " + frame)
                .orElse("");
        return String.join(" <- ", classes) + place;
    }
}

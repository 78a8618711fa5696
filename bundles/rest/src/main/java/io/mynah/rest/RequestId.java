package io.mynah.rest;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of a request in answers and logs. */
final class RequestId {
    static final String HEADER = "X-Request-Id";
    /** Under which the log finds it. */
    static final String MDC_KEY = "request.id";

    /** Nothing in it can break a log line or a header. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    /** The client's own id if it is a sane one, otherwise a new one. */
    static String of(@Nullable String header) {
        return header != null && SANE.matcher(header).matches()
                ? header
                : UUID.randomUUID().toString();
    }
}

package io.mynah.rest;

import org.jspecify.annotations.Nullable;

/** A request that is at fault as a whole, before any of its fields is looked at. */
final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    BadRequestException(int status, String detail, @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.status = status;
    }

    static BadRequestException tooLarge(long limit) {
        return new BadRequestException(413, "The body is larger than the limit of " + limit + " bytes", null);
    }

    static BadRequestException unreadable(@Nullable Throwable cause) {
        return new BadRequestException(400, "There was an error parsing the body", cause);
    }

    static BadRequestException mediaType(String expected) {
        return new BadRequestException(415, "Unsupported Media Type: expected " + expected, null);
    }

    int status() {
        return status;
    }
}

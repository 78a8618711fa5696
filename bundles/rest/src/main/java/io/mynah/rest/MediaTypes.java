package io.mynah.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What kind of body a request says it has. */
final class MediaTypes {
    private MediaTypes() {}

    /**
     * A body of JSON, or one that does not say what it is.
     *
     * @throws BadRequestException 415 for any other
     */
    static void requireJson(HttpServletRequest request) throws BadRequestException {
        String type = of(request);
        if (!type.isEmpty()
                && !type.equals("application/json")
                && !(type.startsWith("application/") && type.endsWith("+json"))) {
            throw BadRequestException.mediaType("application/json");
        }
    }

    /**
     * A body of several parts.
     *
     * @throws BadRequestException 415 for any other
     */
    static void requireMultipart(HttpServletRequest request) throws BadRequestException {
        if (!of(request).equals("multipart/form-data")) {
            throw BadRequestException.mediaType("multipart/form-data");
        }
    }

    /** A body that is a jar. */
    static boolean isJar(HttpServletRequest request) {
        return Set.of("application/java-archive", "application/octet-stream").contains(of(request));
    }

    private static String of(HttpServletRequest request) {
        @Nullable String type = LenientRequest.contentType(request);
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}

package io.mynah.rest;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hides from Jersey the headers that it would answer with 400 or 406. There is one kind of answer to each operation,
 * whatever the client says it accepts, and the resources look at the body's type themselves.
 */
final class LenientRequest extends HttpServletRequestWrapper {
    private static final Set<String> HIDDEN =
            Set.of("accept", "accept-charset", "accept-encoding", "accept-language", "content-type");
    private static final String CONTENT_TYPE = "io.mynah.rest.content.type";

    LenientRequest(HttpServletRequest request) {
        super(request);
        setAttribute(CONTENT_TYPE, request.getContentType());
    }

    /** The type that the client gave the body. */
    static @Nullable String contentType(ServletRequest request) {
        return (String) request.getAttribute(CONTENT_TYPE);
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isHidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !isHidden(name))
                .toList());
    }

    private static boolean isHidden(String name) {
        return HIDDEN.contains(name.toLowerCase(Locale.ROOT));
    }
}

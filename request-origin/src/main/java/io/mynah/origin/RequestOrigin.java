package io.mynah.origin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From where a request really comes, as far as its connection and its headers tell. */
public final class RequestOrigin {
    /** What proxies add. Behind one, everybody seems to be this machine. */
    private static final List<String> PROXY_HEADERS =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private RequestOrigin() {}

    /**
     * Whether a person on this machine asked: by the connection's address, without a proxy between, and by a host name of
     * this machine. A web page that made its own name point here (DNS rebinding) is known by that name.
     */
    public static boolean isThisMachine(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && PROXY_HEADERS.stream().allMatch(name -> request.getHeader(name) == null)
                && isLoopbackName(request.getServerName());
    }

    /**
     * Whether a page of another site sent the request in the name of a person who is logged in. Reading is harmless, since
     * that page cannot see the answer.
     */
    public static boolean isForged(HttpServletRequest request) {
        if (SAFE_METHODS.contains(request.getMethod())) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = request.getHeader("Origin");
        return origin != null && !sameHost(origin, request.getHeader("Host"));
    }

    private static boolean sameHost(String origin, @Nullable String host) {
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isLoopback(@Nullable String address) {
        if (address == null || address.isEmpty()) {
            return false;
        }
        try {
            // An address, never a name: nothing is looked up.
            return InetAddress.getByName(address.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isLoopbackName(@Nullable String name) {
        if (name == null) {
            return false;
        }
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        return plain.equals("localhost")
                || (plain.matches("127(\\.\\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*") && isLoopback(plain));
    }
}

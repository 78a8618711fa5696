package io.mynah.console;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;

/** The little that the guard asks of a request; anything else fails the test. */
final class FakeRequest {
    private FakeRequest() {}

    static HttpServletRequest of(String method, String address, String serverName, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getRemoteAddr" -> address;
                    case "getServerName" -> serverName;
                    case "getHeader" -> headers.get((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}

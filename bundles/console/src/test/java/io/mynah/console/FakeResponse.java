package io.mynah.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Remembers what the guard answers. */
final class FakeResponse {
    final Map<String, String> headers = new HashMap<>();
    int status = 200;

    HttpServletResponse asResponse() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                FakeResponse.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> {
                    switch (called.getName()) {
                        case "setStatus" -> status = (int) arguments[0];
                        case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                        case "setContentType", "setCharacterEncoding", "flushBuffer" -> {}
                        case "getWriter" -> {
                            return new PrintWriter(new StringWriter());
                        }
                        default -> throw new UnsupportedOperationException(called.getName());
                    }
                    return null;
                });
    }
}

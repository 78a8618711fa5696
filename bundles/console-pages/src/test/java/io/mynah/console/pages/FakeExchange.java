package io.mynah.console.pages;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A request to the page and its answer, as far as the page looks at them; anything else fails the test. */
final class FakeExchange {
    final Map<String, String> headers = new HashMap<>();
    final Map<String, String> parameters = new HashMap<>();
    final Map<String, String> answered = new HashMap<>();
    final StringWriter page = new StringWriter();
    int status;
    private final String method;
    private final String path;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    FakeExchange(String method, String path) {
        this.method = method;
        this.path = path;
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                FakeExchange.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getPathInfo" -> path;
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getParameter" -> parameters.get((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                FakeExchange.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> {
                    switch (called.getName()) {
                        case "setStatus" -> status = (int) arguments[0];
                        case "setHeader" -> answered.put((String) arguments[0], (String) arguments[1]);
                        case "setContentType" -> answered.put("Content-Type", (String) arguments[0]);
                        case "setContentLength" -> answered.put("Content-Length", arguments[0].toString());
                        case "getOutputStream" -> {
                            return stream();
                        }
                        case "getWriter" -> {
                            return new PrintWriter(page, true);
                        }
                        default -> throw new UnsupportedOperationException(called.getName());
                    }
                    return null;
                });
    }

    private ServletOutputStream stream() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException("it is written at once");
            }

            @Override
            public void write(int octet) {
                body.write(octet);
            }
        };
    }
}

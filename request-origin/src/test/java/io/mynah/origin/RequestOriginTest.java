package io.mynah.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestOriginTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost, true",
        "127.0.0.1, LOCALHOST, true",
        "127.3.2.1, 127.0.0.1, true",
        "0:0:0:0:0:0:0:1, [::1], true",
        "[::1], ::1, true",
        "::ffff:127.0.0.1, localhost, true",
        "10.0.0.5, localhost, false",
        "127.0.0.1, evil.example, false",
        "127.0.0.1, localhost.evil.example, false",
        "127.0.0.1, 127.0.0.1.evil.example, false",
        "127.0.0.1, 10.0.0.5, false",
        ", localhost, false",
        "127.0.0.1, , false",
    })
    void isThisMachine_addressAndHost_bothMustBeLoopback(String address, String host, boolean expected) {
        assertEquals(expected, RequestOrigin.isThisMachine(request("GET", address, host, Map.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"})
    void isThisMachine_throughAProxy_isNot(String header) {
        HttpServletRequest request = request("GET", "127.0.0.1", "localhost", Map.of(header, "127.0.0.1"));
        assertFalse(RequestOrigin.isThisMachine(request));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, http://evil.example, cross-site, false",
        "POST, http://evil.example, , true",
        "POST, http://localhost:5002, same-origin, false",
        "POST, http://localhost:8080, , true",
        "POST, http://localhost:5002, same-site, true",
        "POST, null, , true",
        "POST, , cross-site, true",
        "POST, , , false",
        "DELETE, http://evil.example, , true",
    })
    void isForged_writingFromAnotherSite_isSeen(String method, String origin, String site, boolean expected) {
        Map<String, String> headers = new java.util.HashMap<>(Map.of("Host", "localhost:5002"));
        if (origin != null) {
            headers.put("Origin", origin);
        }
        if (site != null) {
            headers.put("Sec-Fetch-Site", site);
        }
        assertEquals(expected, RequestOrigin.isForged(request(method, "127.0.0.1", "localhost", headers)));
    }

    @Test
    void isForged_malformedOrigin_isSeen() {
        Map<String, String> headers = Map.of("Host", "localhost:5002", "Origin", "http://[");
        assertTrue(RequestOrigin.isForged(request("POST", "127.0.0.1", "localhost", headers)));
    }

    /** The little that is asked of a request; anything else fails the test. */
    private static HttpServletRequest request(
            String method, String address, String serverName, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                RequestOriginTest.class.getClassLoader(),
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

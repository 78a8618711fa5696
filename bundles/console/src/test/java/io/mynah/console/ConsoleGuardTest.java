package io.mynah.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleGuardTest {
    private static final String HERE = "127.0.0.1";
    private static final String ELSEWHERE = "192.0.2.7";

    @TempDir
    Path folder;

    private Path path;
    private String password;
    private ConsoleGuard guard;
    private FakeResponse response;

    @BeforeEach
    void guard() throws IOException {
        path = folder.resolve("console.password");
        PasswordFile file = new PasswordFile(path);
        password = file.create(new SecureRandom()).orElseThrow();
        guard = new ConsoleGuard(false, file, new SecureRandom());
    }

    @Test
    void authenticate_withoutCredentials_asksForThem() {
        assertNull(enter(HERE, null));
        assertEquals(401, response.status);
        assertTrue(response.headers.get("WWW-Authenticate").startsWith("Basic "));
    }

    @Test
    void authenticate_rightPassword_letsInAgainAndAgain() {
        assertNotNull(enter(HERE, "admin:" + password));
        assertNotNull(enter(HERE, "admin:" + password));
    }

    @Test
    void authenticate_wrongOrDefaultOrOtherUser_refuses() {
        for (String credentials : new String[] {"admin:admin", "admin:", "admin", ":", "root:" + password}) {
            assertNull(enter(HERE, credentials), credentials);
            assertEquals(401, response.status, credentials);
        }
    }

    @Test
    void authenticate_afterManyWrongOnes_looksAtNoOtherAndKeepsWhoWasIn() {
        assertNotNull(enter(HERE, "admin:" + password));
        for (int i = 0; i < 5; i++) {
            enter(HERE, "admin:guess" + i);
        }
        assertNull(enter(HERE, "admin:guess"));
        assertEquals(429, response.status);
        assertTrue(Integer.parseInt(response.headers.get("Retry-After")) >= 1);
        assertNotNull(enter(HERE, "admin:" + password));
    }

    @Test
    void authenticate_fromElsewhere_refusesEvenTheRightPassword() {
        assertNull(enter(ELSEWHERE, "admin:" + password));
        assertEquals(403, response.status);
    }

    @Test
    void authenticate_fromElsewhereWhenAllowed_wantsThePassword() {
        guard = new ConsoleGuard(true, new PasswordFile(path), new SecureRandom());
        assertNull(enter(ELSEWHERE, "admin:admin"));
        assertNotNull(enter(ELSEWHERE, "admin:" + password));
    }

    @Test
    void authenticate_passwordFileSpoiled_letsNobodyIn() throws IOException {
        Files.writeString(path, "admin");
        assertNull(enter(HERE, "admin:" + password));
        assertEquals(503, response.status);
    }

    private Object enter(String address, String credentials) {
        Map<String, String> headers = new HashMap<>();
        if (credentials != null) {
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        response = new FakeResponse();
        return guard.authenticate(FakeRequest.of("GET", address, "localhost", headers), response.asResponse());
    }
}

package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A test class with one server for all of its tests, which is alive and ready after each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedServer {

    private final Map<String, String> environment;

    Mynah mynah;
    Http http;

    SharedServer(Map<String, String> environment) {
        this.environment = environment;
    }

    @BeforeAll
    final void start() throws Exception {
        mynah = Mynah.start(environment);
        http = mynah.http();
    }

    @AfterEach
    final void stillReady() throws Exception {
        assertEquals(200, http.get("/health/live").status());
        assertEquals(200, http.get("/health/ready").status());
    }

    @AfterAll
    final void stop() throws Exception {
        mynah.close();
    }
}

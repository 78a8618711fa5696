package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Health checks of other bundles, and what they have to say about being ready. */
@ExtendWith(Server.Shared.class)
final class ReadinessTest {
    private final Server server;

    ReadinessTest(Server server) {
        this.server = server;
    }

    private HttpResponse<String> readyWith(String tag, HealthCheck check) throws Exception {
        ServiceRegistration<HealthCheck> registration = server.platform()
                .framework()
                .getBundleContext()
                .registerService(
                        HealthCheck.class,
                        check,
                        FrameworkUtil.asDictionary(Map.of(HealthCheck.NAME, "Dropped in", HealthCheck.TAGS, tag)));
        try {
            return server.get("/health/ready");
        } finally {
            registration.unregister();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"TEMPORARILY_UNAVAILABLE", "CRITICAL", "HEALTH_CHECK_ERROR"})
    void ready_checkOfAnotherBundleIsWorseThanAWarning_isAReason(Status status) throws Exception {
        HttpResponse<String> answer = readyWith("ready", () -> new Result(status, "The kettle is cold"));
        assertEquals(503, answer.statusCode());
        assertEquals(
                "[\"The kettle is cold\"]", server.json(answer).get("reasons").toString());
        assertEquals(200, server.get("/health/ready").statusCode(), "it has gone");
    }

    @Test
    void ready_checkWarns_isReady() throws Exception {
        assertEquals(
                200,
                readyWith("ready", () -> new Result(Status.WARN, "The kettle is lukewarm"))
                        .statusCode());
    }

    @Test
    void ready_checkThatHasAnotherTag_isNotAsked() throws Exception {
        assertEquals(
                200,
                readyWith("kitchen", () -> new Result(Status.CRITICAL, "The kettle is cold"))
                        .statusCode());
    }

    @Test
    void ready_checkThrows_isAReason() throws Exception {
        HttpResponse<String> answer = readyWith("ready", () -> {
            throw new IllegalStateException("on purpose");
        });
        assertEquals(503, answer.statusCode());
        assertEquals(
                "[\"The health check 'Dropped in' failed\"]",
                server.json(answer).get("reasons").toString());
    }
}

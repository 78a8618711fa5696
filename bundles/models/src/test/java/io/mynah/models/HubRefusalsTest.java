package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub that does not want, or cannot: waits as long as it asks, tries again, or says what to do. */
class HubRefusalsTest extends PullTest {
    @Test
    void pull_refused_saysWhatToDoWithoutToken() throws Exception {
        bench.environment.put("HF_TOKEN", "hf_wrong");
        hub.heads.add(TestHub.status(401));
        ModelException failure = assertThrows(ModelException.Refused.class, this::pull);
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("HF_TOKEN"), failure::toString);
        assertFalse(failure.toString().contains("hf_wrong"));
        assertEquals(List.of(), bench.pauses);
    }

    @Test
    void pull_tooManyRequests_waitsAsLongAsAsked() throws Exception {
        hub.heads.add(TestHub.retryAfter(429, "7"));
        hub.gets.add(TestHub.retryAfter(429, "9"));
        assertWhole(pull());
        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(9)), bench.pauses);
    }

    @Test
    void pull_asksForAnHour_failsAndSaysSo() {
        hub.heads.add(TestHub.retryAfter(429, "3600"));
        ModelException failure = assertThrows(ModelException.Unreachable.class, this::pull);
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("3600 s"), failure::toString);
    }

    @Test
    void pull_hubFailsForAWhile_backsOff() throws Exception {
        for (int i = 0; i < 4; i++) {
            hub.heads.add(TestHub.status(503));
        }
        assertWhole(pull());
        assertEquals(Stream.of(1, 2, 4, 8).map(Duration::ofSeconds).toList(), bench.pauses);
    }

    @Test
    void pull_hubFailsForGood_clearError() {
        for (int i = 0; i < 50; i++) {
            hub.heads.add(TestHub.status(503));
        }
        ModelException failure = assertThrows(ModelException.Unreachable.class, this::pull);
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("503"), failure::toString);
    }

    @Test
    void pull_fileMissingAtHub_clearError() {
        hub.files.remove(Bench.GRAPH);
        assertThrows(ModelException.NotAtHub.class, this::pull);
        assertEquals(0, hub.served.get());
    }

    @Test
    void pull_closedModel_saysWhatToDo() throws Exception {
        hub.heads.add((exchange, content) -> {
            exchange.getResponseHeaders().set("X-Error-Code", "GatedRepo");
            exchange.sendResponseHeaders(403, -1);
        });
        String told = failure(ModelException.Refused.class);
        assertTrue(told.contains("403") && told.contains("accept its terms"), told);
    }

    @Test
    void pull_addressHasRunOut_asksForANewOne() throws Exception {
        hub.gets.add(TestHub.status(403));
        assertWhole(pull());
        assertEquals(
                2,
                hub.requests.stream()
                        .filter(("GET " + TestHub.address(Bench.GRAPH))::equals)
                        .count());
    }

    @Test
    void pull_otherHostRefusesForGood_clearError() throws Exception {
        for (int i = 0; i < 5; i++) {
            hub.gets.add(TestHub.status(403));
        }
        assertTrue(failure(ModelException.Unreachable.class).contains("403"));
    }

    @Test
    void pull_revisionMissingAtHub_clearError() throws Exception {
        hub.heads.add((exchange, content) -> {
            exchange.getResponseHeaders().set("X-Error-Code", "RevisionNotFound");
            exchange.sendResponseHeaders(404, -1);
        });
        assertTrue(failure(ModelException.NotAtHub.class).contains("404"));
        assertEquals(0, hub.served.get());
    }

    @Test
    void pull_waitIsADate_waitsUntilThen() throws Exception {
        ZonedDateTime soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(60);
        hub.heads.add(TestHub.retryAfter(429, DateTimeFormatter.RFC_1123_DATE_TIME.format(soon)));
        hub.gets.add(TestHub.retryAfter(503, "Wed, 21 Oct 2015 07:28:00 GMT"));
        hub.gets.add(TestHub.retryAfter(503, "when it suits"));
        assertWhole(pull());
        Duration first = bench.pauses.get(0);
        assertTrue(first.toSeconds() > 0 && first.toSeconds() <= 60, first::toString);
        assertEquals(List.of(Duration.ZERO, Duration.ofSeconds(2)), bench.pauses.subList(1, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void pull_failsAmidstAndIsFineThen_isWhole(int status) throws Exception {
        hub.heads.add(TestHub.status(status));
        hub.gets.add((exchange, content) -> hub.send(exchange, content));
        hub.gets.add(hub.breaksAfter(1_000_000));
        hub.gets.add(TestHub.status(status));
        hub.gets.add(TestHub.status(status));
        assertWhole(pull());
        assertDone();
    }

    @Test
    void pull_doesNotGoOn_startsOver() throws Exception {
        hub.gets.add((exchange, content) -> hub.send(exchange, content));
        hub.gets.add(hub.breaksAfter(1_000_000));
        hub.gets.add(TestHub.status(416));
        assertWhole(pull());
        assertDone();
    }

    @Test
    void pull_neverHasTheRangeAskedFor_clearError() throws Exception {
        for (int i = 0; i < 5; i++) {
            hub.gets.add(TestHub.status(416));
        }
        assertTrue(failure(ModelException.Unreachable.class).contains("does not go on"));
    }
}

package io.mynah.api.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationSourceTest {
    private final List<String> done = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private final CancellationSource source = new CancellationSource(failures::add);

    @Test
    void request_actionsAreThere_runsEachOnce() {
        source.onRequest(() -> done.add("one"));
        source.onRequest(() -> done.add("two"));
        assertFalse(source.isRequested());

        source.request();
        source.request();

        assertTrue(source.isRequested());
        assertEquals(List.of("one", "two"), done);
    }

    @Test
    void onRequest_afterTheRequest_runsAtOnce() {
        source.request();

        source.onRequest(() -> done.add("late"));

        assertEquals(List.of("late"), done);
    }

    @Test
    void request_anActionFails_othersRunAndTheFailureIsTold() {
        RuntimeException failure = new IllegalStateException("closed");
        source.onRequest(() -> {
            throw failure;
        });
        source.onRequest(() -> done.add("two"));

        source.request();

        assertEquals(List.of("two"), done);
        assertEquals(List.of(failure), failures);
    }
}

package io.mynah.rest.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FailedComponentsTest {
    @Test
    void reason_refusedConfiguration_isItsMessage() {
        String trace = """
                java.lang.reflect.InvocationTargetException
                \tat java.base/jdk.internal.reflect.X.newInstance(X.java:77)
                Caused by: java.lang.IllegalArgumentException: io.mynah.core: queue.capacity = -1 is not within 1 to 10
                \tat io.mynah.core.CoreSettings.within(CoreSettings.java:40)
                \t... 12 more
                """;
        assertEquals(
                "io.mynah.core: queue.capacity = -1 is not within 1 to 10",
                FailedComponents.reason("io.mynah.core.X", trace));
    }

    @Test
    void reason_anythingElse_doesNotLeak() {
        String trace = "java.lang.IllegalStateException: secret\n\tat io.mynah.X(X.java:1)\n";
        assertEquals("io.mynah.X could not be started; the log says why", FailedComponents.reason("io.mynah.X", trace));
        assertEquals("io.mynah.X could not be started; the log says why", FailedComponents.reason("io.mynah.X", null));
    }
}

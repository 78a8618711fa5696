package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Sampling;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    /** A configuration with its defaults, but for one value. */
    private static RestComponent.Config config(Map<String, Object> changed) {
        return (RestComponent.Config) Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {RestComponent.Config.class},
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Test
    void of_nothingSet_isTheContract() {
        Settings settings = Settings.of(config(Map.of()));
        assertEquals(Sampling.DEFAULT, settings.sampling());
        assertEquals(Set.of(), settings.allowedOrigins());
        assertEquals(1 << 20, settings.bodyLimit());
    }

    @Test
    void of_originsWithCommas_areSplit() {
        Settings settings = Settings.of(
                config(Map.of("allowed_origins", new String[] {"http://a.example, https://b.example:81 ,", "null"})));
        assertEquals(Set.of("http://a.example", "https://b.example:81", "null"), settings.allowedOrigins());
    }

    @ParameterizedTest
    @CsvSource({"http://a.example/", "a.example", "http://", "http://a b", "http://a.example/path"})
    void of_badOrigin_isRefused(String origin) {
        refused(Map.of("allowed_origins", new String[] {origin}), "io.mynah.rest: allowed.origins = " + origin);
    }

    @Test
    void of_badValues_areRefusedWithKeyValueAndRange() {
        refused(Map.of("body_limit_bytes", 5), "io.mynah.rest: body.limit.bytes = 5 is not within 1024 to 67108864");
        refused(
                Map.of("default_temperature", Double.NaN),
                "io.mynah.rest: default.temperature = NaN is not within 0.05 to 5.0");
        refused(Map.of("default_top__k", 0), "io.mynah.rest: default.top_k = 0 is not within 1 to 100");
    }

    private static void refused(Map<String, Object> changed, String message) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Settings.of(config(changed)));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(message), refusal.getMessage());
    }
}

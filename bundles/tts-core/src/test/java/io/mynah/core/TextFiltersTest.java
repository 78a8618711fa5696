package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mynah.api.text.TextFilter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

final class TextFiltersTest {
    private final TextFilters filters = new TextFilters(20, Duration.ofSeconds(20), Duration.ofHours(1));

    @AfterEach
    void close() {
        filters.close();
    }

    private static Map<String, Object> ranking(int ranking, long id) {
        return Map.of(Constants.SERVICE_RANKING, ranking, Constants.SERVICE_ID, id);
    }

    @Test
    void filters_several_areAskedByRankingThenByAge() {
        filters.add((text, language) -> text + " low", ranking(-1, 1));
        filters.add((text, language) -> text + " later", ranking(5, 3));
        filters.add((text, language) -> text + " high", ranking(5, 2));
        assertEquals("x high later low", filters.apply("x", "en-US"));
    }

    @Test
    void filter_thatLeft_isNotAsked() {
        TextFilter filter = (text, language) -> "other";
        filters.add(filter, ranking(0, 1));
        filters.remove(filter);
        assertEquals("x", filters.apply("x", "en-US"));
    }

    @Test
    void filter_thatFails_isPassedOverAndTheNextGoesOn() {
        filters.add(
                (text, language) -> {
                    throw new IllegalStateException(text);
                },
                ranking(4, 1));
        filters.add((text, language) -> " ", ranking(3, 2));
        filters.add((text, language) -> "x".repeat(21), ranking(2, 3));
        filters.add(TextFiltersTest::nothing, ranking(1, 4));
        filters.add((text, language) -> text + " in " + language, ranking(0, 5));
        assertEquals("x in en-GB", filters.apply("x", "en-GB"));
    }

    @SuppressWarnings("NullAway") // what a filter must not do
    private static String nothing(String text, String language) {
        return null;
    }

    @Test
    void filter_thatMakesControlCharacters_isCleanedAfter() {
        filters.add((text, language) -> "a\u0000b", ranking(0, 1));
        assertEquals("a b", filters.apply("x", "en-US"));
    }

    @Test
    void filter_thatTakesTooLong_isLeftAloneForAWhile() {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        try (TextFilters impatient = new TextFilters(20, Duration.ofMillis(1), Duration.ofHours(1))) {
            impatient.add(
                    (text, language) -> {
                        calls.incrementAndGet();
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return "late";
                    },
                    ranking(0, 1));
            assertEquals("x", impatient.apply("x", "en-US"));
            int before = calls.get();
            assertEquals("y", impatient.apply("y", "en-US"));
            assertEquals(before, Math.min(before, calls.get()));
        }
    }
}

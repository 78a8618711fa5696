package io.mynah.core;

import io.mynah.api.text.TextFilter;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The text filters that are there, in their order, none of which can hold a request up. Thread-safe. */
final class TextFilters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TextFilters.class);

    /** A filter may make so many times the longest text of one: numbers and signs are longer as words. */
    private static final int GROWTH = 4;

    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration REST = Duration.ofSeconds(30);

    private static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::ranking).reversed().thenComparingLong(Place::id);

    private final Map<TextFilter, Place> filters = new ConcurrentHashMap<>();
    private final int longest;
    private final Duration limit;
    private final Duration rest;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread made = new Thread(task, "mynah-text-filter");
        made.setDaemon(true);
        return made;
    });

    /** @param restsUntil by {@link System#nanoTime()}; right now for one that was always quick */
    private record Place(int ranking, long id, long restsUntil) {}

    /** @param textLimit longest text that is accepted, in characters */
    TextFilters(int textLimit) {
        this(GROWTH * textLimit, LIMIT, REST);
    }

    /**
     * None yet.
     *
     * @param longest text that a filter may make, in characters
     * @param limit for one filter and one text
     * @param rest of one that took longer
     */
    TextFilters(int longest, Duration limit, Duration rest) {
        this.longest = longest;
        this.limit = limit;
        this.rest = rest;
    }

    void add(TextFilter filter, Map<String, Object> properties) {
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        long id = properties.get(Constants.SERVICE_ID) instanceof Long number ? number : 0;
        filters.put(filter, new Place(ranking, id, System.nanoTime()));
    }

    void remove(TextFilter filter) {
        filters.remove(filter);
    }

    /** What all of them together make of a text; what one of them fails at it does not change. */
    String apply(String text, String language) {
        String result = text;
        if (filters.isEmpty() || text.isEmpty()) {
            return result;
        }
        for (Map.Entry<TextFilter, Place> filter : filters.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(ORDER))
                .toList()) {
            if (filter.getValue().restsUntil() - System.nanoTime() <= 0) {
                result = apply(filter.getKey(), result, language);
            }
        }
        return result;
    }

    private String apply(TextFilter filter, String text, String language) {
        try {
            Future<String> call = threads.submit(() -> filter.filter(text, language));
            try {
                String made = call.get(limit.toNanos(), TimeUnit.NANOSECONDS);
                String clean = made == null ? "" : CleanText.of(made);
                if (!clean.isBlank() && clean.codePointCount(0, clean.length()) <= longest) {
                    return clean;
                }
                passOver(filter, clean.isBlank() ? "it left nothing" : "it made too much of it");
            } catch (TimeoutException e) {
                call.cancel(true);
                filters.computeIfPresent(
                        filter,
                        (key, place) -> new Place(place.ranking(), place.id(), System.nanoTime() + rest.toNanos()));
                passOver(filter, "it took longer than " + limit.toMillis() + " ms, and is not asked for a while");
            }
        } catch (ExecutionException e) {
            // What it threw may have the text in its message.
            passOver(filter, e.getCause().getClass().getName());
        } catch (RejectedExecutionException e) {
            LOG.debug("The core is stopping", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return text;
    }

    private static void passOver(TextFilter filter, String reason) {
        LOG.warn("Text filter {} was passed over: {}", filter.getClass().getName(), reason);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

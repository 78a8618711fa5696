package io.mynah.core.casting;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.voice.ClosestVoice;
import io.mynah.api.voice.ClosestVoice.Match;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever finds the closest voice to a clip, as long as somebody is there, with a limit: it answers in a fraction of a second
 * or it hangs, and requests must not hang with it. Requests for the same clip ask once. Safe for use by several threads.
 */
public final class ClosestVoices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClosestVoices.class);

    private final Duration limit;
    private final Map<Question, CompletableFuture<Optional<Match>>> open = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private volatile @Nullable ClosestVoice service;

    /** @param limit for one answer */
    public ClosestVoices(Duration limit) {
        this.limit = limit;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "mynah-closest-voice");
            thread.setDaemon(true);
            return thread;
        });
    }

    private record Question(String contentId, String engine) {}

    /** Somebody has come; the better one is told last. */
    public void bind(ClosestVoice came) {
        service = came;
    }

    /** Somebody has gone. */
    public void unbind(ClosestVoice went) {
        if (service == went) { // otherwise the better one has been bound before
            service = null;
        }
    }

    boolean isThere() {
        return service != null;
    }

    /** The closest voice; empty if there is none, nobody is there to find it, or it is not found in time. */
    Optional<Match> find(Voice.Clip clip, EngineInfo engine) {
        ClosestVoice present = service;
        if (present == null || !engine.blendsVoices()) {
            return Optional.empty();
        }
        Question question = new Question(clip.contentId(), engine.id());
        try {
            CompletableFuture<Optional<Match>> answer = open.computeIfAbsent(
                    question,
                    asked -> CompletableFuture.supplyAsync(() -> ask(present, clip, engine, question), threads));
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS).filter(match -> isOf(engine, match));
        } catch (TimeoutException e) {
            LOG.warn("The closest voice to a clip was not found within {} ms", limit.toMillis());
        } catch (ExecutionException e) {
            // Messages of exceptions name files, and files are named after people.
            LOG.warn(
                    "Finding the closest voice to a clip failed: {}",
                    String.valueOf(e.getCause().getClass().getSimpleName()));
            LOG.debug("Finding the closest voice failed", e);
        } catch (RejectedExecutionException e) {
            LOG.debug("The service is being stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Nobody would ever speak a mixture of voices that the engine does not have. */
    private static boolean isOf(EngineInfo engine, Match match) {
        boolean fits = Casting.canMix(engine, match.blend());
        if (!fits) {
            LOG.warn("The closest voice to a clip is mixed of voices that engine {} does not have", engine.id());
        }
        return fits;
    }

    /** Whoever asks from the end of this on asks anew: by then there may be a closer one. */
    private Optional<Match> ask(ClosestVoice present, Voice.Clip clip, EngineInfo engine, Question question) {
        try {
            return present.find(clip, engine);
        } finally {
            open.remove(question);
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}

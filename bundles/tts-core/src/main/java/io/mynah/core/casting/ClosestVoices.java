package io.mynah.core.casting;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException.Unavailable;
import io.mynah.api.voice.ClosestVoice;
import io.mynah.api.voice.ClosestVoice.Answer;
import io.mynah.api.voice.ClosestVoice.Match;
import io.mynah.api.voice.ClosestVoice.None;
import java.time.Duration;
import java.util.Map;
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

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Duration limit;
    private final Duration swapLimit;
    private final Map<Question, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private volatile @Nullable ClosestVoice service;
    private volatile long leftAt;
    private volatile boolean hasLeft;

    /**
     * @param limit for one answer
     * @param swapLimit how long somebody who has left may come back, another version of itself
     */
    public ClosestVoices(Duration limit, Duration swapLimit) {
        this.limit = limit;
        this.swapLimit = swapLimit;
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
            leftAt = System.nanoTime();
            hasLeft = true;
        }
    }

    boolean isThere() {
        return service != null;
    }

    /** Whether nobody is there, but may be in a moment. */
    boolean hasJustLeft() {
        return !isThere() && hasLeft && System.nanoTime() - leftAt < swapLimit.toNanos();
    }

    /** What is told where waiting a little and asking again may help. */
    static Unavailable notNow() {
        return new Unavailable("The closest voice to a clip cannot be found right now", RETRY_AFTER);
    }

    /**
     * The closest voice to a clip, or why there will be none.
     *
     * @throws Unavailable if it is not found in time, or nobody is there to find it
     */
    Answer find(Voice.Clip clip, EngineInfo engine) throws Unavailable {
        ClosestVoice present = service;
        if (!engine.blendsVoices()) {
            return None.NO_BASIS;
        }
        if (present == null) {
            throw notNow();
        }
        Question question = new Question(clip.contentId(), engine.id());
        try {
            CompletableFuture<Answer> answer = open.computeIfAbsent(
                    question,
                    asked -> CompletableFuture.supplyAsync(() -> ask(present, clip, engine, question), threads));
            Answer found = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return found instanceof Match match && !isOf(engine, match) ? None.NO_BASIS : found;
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
        throw notNow();
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
    private Answer ask(ClosestVoice present, Voice.Clip clip, EngineInfo engine, Question question) {
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

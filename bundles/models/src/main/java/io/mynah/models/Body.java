package io.mynah.models;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, block by block, for one reader. The JDK's stream waits for ever when nothing comes; this one gives
 * up, and ends at once when it is cancelled. At most one block is under way, so a slow disk holds up the hub and no memory.
 */
final class Body implements BodySubscriber<Body>, AutoCloseable {
    private final Duration stall;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Object lock = new Object();
    private Flow.@Nullable Subscription subscription;
    private boolean closed;

    /** What comes: a block, the end, a failure, or that nobody wants it any more. */
    private record Event(
            @Nullable List<ByteBuffer> block, @Nullable Throwable failure, boolean cancelled) {}

    /** @param stall longest time without a block */
    Body(Duration stall) {
        this.stall = stall;
    }

    void cancelWith(Cancellation cancellation) {
        cancellation.onRequest(() -> events.add(new Event(null, null, true)));
    }

    /**
     * The next block.
     *
     * @return {@code null} at the end
     * @throws Transient if it breaks off or stalls
     */
    @Nullable List<ByteBuffer> next() throws Transient, ModelException.Cancelled {
        Event event;
        try {
            event = events.poll(stall.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Pause.cancelled();
        }
        if (event == null) {
            throw new Transient("nothing came for " + stall.toSeconds() + " s", null, null);
        }
        if (event.cancelled()) {
            throw Pause.cancelled();
        }
        if (event.failure() != null) {
            throw new Transient("the connection broke off", null, event.failure());
        }
        if (event.block() != null) {
            requestNext();
        }
        return event.block();
    }

    /** Ends it, and with it the connection if the end has not been reached. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }

    private void requestNext() {
        synchronized (lock) {
            if (subscription != null && !closed) {
                subscription.request(1);
            }
        }
    }

    @Override
    public CompletionStage<Body> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        synchronized (lock) {
            subscription = given;
            // The answer may have been looked at, and closed, before its body began.
            if (closed) {
                given.cancel();
            }
        }
        requestNext();
    }

    @Override
    public void onNext(List<ByteBuffer> block) {
        events.add(new Event(block, null, false));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event(null, failure, false));
    }

    @Override
    public void onComplete() {
        events.add(new Event(null, null, false));
    }
}

package io.mynah.models;

import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelProgress.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts bytes and tells how far it is, how fast, and for how long still: at each change of state, and else five times a
 * second. The speed is that of the last seconds, as a line that has become slow is not made faster by its past. For one
 * thread.
 */
final class Meter {
    private static final long INTERVAL = 200_000_000L;
    private static final int WINDOW = 25;

    private final String model;
    private final String precision;
    private final Consumer<ModelProgress> listener;
    private final LongSupplier nanoTime;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private State state = State.ASKING;
    private @Nullable String file;
    private @Nullable String message;
    private long done;
    /** That came over the line or from the disk just now; what was there before says nothing of speed. */
    private long moved;

    private long total = -1;
    private long toldAt;

    /** How much had been moved by when. */
    private record Sample(long nanos, long moved) {}

    /** @param nanoTime as {@link System#nanoTime()} */
    Meter(String model, String precision, Consumer<ModelProgress> listener, LongSupplier nanoTime) {
        this.model = model;
        this.precision = precision;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    void state(State now, @Nullable String at) {
        if (state != now) {
            // How fast the hub answers says nothing of how fast it sends.
            samples.clear();
        }
        state = now;
        file = at;
        message = null;
        tell();
    }

    /** Something to say until the next byte. */
    void say(String text) {
        message = text;
        tell();
    }

    void total(long bytes) {
        total = bytes;
    }

    /** Counts what was here before. */
    void found(long bytes) {
        done += bytes;
    }

    void moved(long bytes) {
        done += bytes;
        moved += bytes;
        message = null;
        if (nanoTime.getAsLong() - toldAt >= INTERVAL) {
            tell();
        }
    }

    /** Takes back what turned out to be of no use. */
    void lost(long bytes) {
        done -= bytes;
    }

    private void tell() {
        long now = nanoTime.getAsLong();
        toldAt = now;
        samples.addLast(new Sample(now, moved));
        while (samples.size() > WINDOW) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        double seconds = (now - first.nanos()) / 1e9;
        long speed = seconds <= 0 ? 0 : Math.round((moved - first.moved()) / seconds);
        long left = total < 0 || speed == 0 ? -1 : (Math.max(0, total - done) + speed - 1) / speed;
        listener.accept(new ModelProgress(model, precision, state, file, done, total, speed, left, message));
    }
}

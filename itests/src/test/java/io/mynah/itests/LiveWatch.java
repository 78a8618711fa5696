package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Asks a server again and again whether it is alive, whatever else is done to it, and keeps what was no yes. */
final class LiveWatch {

    private static final long PAUSE_NANOS = 50_000_000;

    private final Http http;
    private final Thread thread = new Thread(this::ask, "live-watch");
    private final List<String> others = new ArrayList<>();
    private volatile boolean over;

    private LiveWatch(Http http) {
        this.http = http;
    }

    static LiveWatch of(Http http) throws Exception {
        assertEquals(200, http.get("/health/live").status());
        LiveWatch watch = new LiveWatch(http);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** To be called before the server is told to end. */
    void stop() {
        over = true;
        thread.interrupt();
    }

    void assertAllWere200() throws InterruptedException {
        thread.join();
        assertEquals(List.of(), others, "answers of /health/live");
    }

    private void ask() {
        while (!over) {
            String answer = answer();
            if (!answer.equals("200") && !over) {
                others.add(answer);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private String answer() {
        try {
            return Integer.toString(http.get("/health/live").status());
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            return "none, since the watch is over";
        }
    }
}

package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechObserver;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.ServiceRegistration;

/** What observers are told of answers. */
@ExtendWith(Server.Shared.class)
final class ObserverTest {
    private static final String GOOD = "{\"text\":\"Hello.\",\"voice\":\"heart\"}";

    private final Server server;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private ServiceRegistration<?> registration;

    ObserverTest(Server server) {
        this.server = server;
    }

    @BeforeEach
    void observe() {
        registration = server.platform().register(SpeechObserver.class, new SpeechObserver() {
            @Override
            public void answered(@Nullable String engine, int status) {
                told.add(status + " " + engine);
            }
        });
    }

    @AfterEach
    void leave() {
        registration.unregister();
        server.speech().behave(request -> new FakeSpeech.FakeSpeaking(FakeSpeech.WAV));
    }

    @Test
    void answered_speechAndItsErrors_areToldAndNothingElse() throws Exception {
        server.get("/health");
        server.get("/list-voices");
        server.speak(GOOD);
        assertEquals("200 fake", told.poll(20, TimeUnit.SECONDS));
        server.speak("{\"text\":\"Hello.\"}");
        assertEquals("422 null", told.poll(20, TimeUnit.SECONDS));
        server.speech().behave(request -> {
            throw new SpeechException.Unavailable("The queue is full", Duration.ofSeconds(1));
        });
        server.speak(GOOD);
        assertEquals("503 null", told.poll(20, TimeUnit.SECONDS));
        server.get("/v1/voices/heart/preview");
        assertEquals("503 null", told.poll(20, TimeUnit.SECONDS));
    }
}

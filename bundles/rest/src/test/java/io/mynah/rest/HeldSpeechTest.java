package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldSpeechTest {
    private static final SpeechRequest WANTED = SpeechRequest.of("id", "text", "voice");

    private final FakeSpeech service = new FakeSpeech();
    private final FakeSpeech.FakeSpeaking speaking = new FakeSpeech.FakeSpeaking(FakeSpeech.WAV);
    private final OpenSpeeches all = new OpenSpeeches();
    private HeldSpeech held;

    @BeforeEach
    void add() throws Exception {
        held = all.add();
    }

    @Test
    void begin_closedBefore_asksForNothing() {
        held.close();
        assertThrows(SpeechException.Cancelled.class, () -> held.begin(service, WANTED));
        assertNull(service.last());
    }

    @Test
    void begin_closedMeanwhile_closesWhatCameOfIt() {
        service.behave(request -> {
            held.close();
            return speaking;
        });
        assertThrows(SpeechException.Cancelled.class, () -> held.begin(service, WANTED));
        assertEquals(0, speaking.closed().getCount());
    }

    @Test
    void close_begun_closesTheSpeech() throws Exception {
        service.behave(request -> speaking);
        held.begin(service, WANTED);
        assertEquals(1, speaking.closed().getCount());
        held.close();
        assertEquals(0, speaking.closed().getCount());
    }

    @Test
    void stop_begun_endsItAndLetsNoneBegin() throws Exception {
        service.behave(request -> speaking);
        held.begin(service, WANTED);
        assertEquals(1, all.stop());
        assertEquals(0, speaking.closed().getCount());
        assertEquals(0, all.stop());
        assertThrows(SpeechException.Unavailable.class, all::add);
    }

    @Test
    void stop_closedBefore_hasNothingToEnd() {
        held.close();
        assertEquals(0, all.stop());
    }
}

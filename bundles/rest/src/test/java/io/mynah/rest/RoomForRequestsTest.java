package io.mynah.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomForRequestsTest {
    @ParameterizedTest
    @CsvSource({"64, 200, 128", "1, 200, 65", "150, 200, 160", "10000, 200, 160", "10000, 20000, 10064", "64, 8, 1"})
    void most_capacityAndThreads_leaveRoomForOthers(int capacity, int threads, int most) {
        FakeSpeech speech = new FakeSpeech();
        speech.capacity(capacity);
        Facades facades = new Facades();
        facades.bindSpeech(speech);
        assertEquals(most, new RoomForRequests(threads, facades).most());
    }

    @Test
    void most_noService_isTheUsual() {
        assertEquals(128, new RoomForRequests(200, new Facades()).most());
    }
}

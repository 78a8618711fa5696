package io.mynah.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mynah.api.engine.TtsEngine;
import org.junit.jupiter.api.AfterAll;

final class ToneEngineTest extends EngineContract {

    private final ToneEngine engine = new ToneEngine("tone", 0.5f, Fault.marked());

    @Override
    protected TtsEngine engine() {
        return engine;
    }

    @AfterAll
    void allStreamsWereGivenBack() {
        assertEquals(0, engine.open());
    }
}

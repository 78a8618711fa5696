package io.mynah.engine.onnx;

import io.mynah.api.engine.TtsEngine;
import io.mynah.testkit.EngineContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of engines, with the real voice. */
class HibariEngineTest extends EngineContract {
    private HibariEngine engine;

    @BeforeAll
    void load() throws Exception {
        engine = Voices.engine();
    }

    @AfterAll
    void close() throws Exception {
        engine.close();
    }

    @Override
    protected TtsEngine engine() {
        return engine;
    }
}

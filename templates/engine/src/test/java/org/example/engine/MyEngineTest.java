package org.example.engine;

import io.mynah.api.engine.TtsEngine;
import io.mynah.testkit.EngineContract;

class MyEngineTest extends EngineContract {
    private final MyEngine engine = new MyEngine();

    @Override
    protected TtsEngine engine() {
        return engine;
    }
}

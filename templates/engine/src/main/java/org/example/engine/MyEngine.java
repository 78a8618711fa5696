package org.example.engine;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.VoiceInfo;
import java.util.List;

/** Hums as long as the text is. */
final class MyEngine implements TtsEngine {
    private static final int SAMPLE_RATE = 24_000;
    private static final int SAMPLES_PER_CHARACTER = SAMPLE_RATE / 15;

    private final EngineInfo info = EngineInfo.builder("my-engine") // what requests name in "engine"
            .title("My engine")
            .version("1.0.0")
            .sampleRate(SAMPLE_RATE)
            .languages(List.of("English"))
            .voices(List.of(new VoiceInfo("hum", "Hum", "en-US"))) // what requests name in "voice"
            .build();

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public PcmStream speak(Utterance utterance, Cancellation cancellation) {
        int samples = utterance.text().length() * SAMPLES_PER_CHARACTER;
        return new PcmStream() {
            private int position;
            private boolean closed;

            @Override
            public float[] read() throws EngineException {
                if (cancellation.isRequested()) {
                    throw new EngineException(EngineException.Kind.CANCELLED, "cancelled");
                }
                if (closed || position == samples) {
                    return null;
                }
                float[] block = new float[Math.min(SAMPLE_RATE / 10, samples - position)];
                for (int i = 0; i < block.length; i++, position++) {
                    block[i] = (float) (0.3 * Math.sin(2 * Math.PI * 220 * position / SAMPLE_RATE));
                }
                return block;
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}

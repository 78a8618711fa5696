package io.mynah.core.audio;

import io.mynah.api.audio.Equalizer;
import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import org.jspecify.annotations.Nullable;

/** A sentence in another tone: as many samples as the engine gives. */
public final class TonedStream implements PcmStream {
    private final PcmStream audio;
    private final Equalizer equalizer;
    private boolean ended;

    /** @param audio owned, and closed with this one */
    public TonedStream(PcmStream audio, ToneCurve tone, int sampleRate) {
        this.audio = audio;
        this.equalizer = new Equalizer(tone, sampleRate);
    }

    @Override
    public float @Nullable [] read() throws EngineException {
        while (!ended) {
            float[] block = audio.read();
            ended = block == null;
            float[] ready = block == null ? equalizer.end() : equalizer.next(block);
            if (ready.length > 0) {
                return ready;
            }
        }
        return null;
    }

    @Override
    public void close() {
        audio.close();
    }
}

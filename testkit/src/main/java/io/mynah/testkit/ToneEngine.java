package io.mynah.testkit;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.VoiceInfo;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Says a sine tone of 440 Hz instead of words: {@link #SECONDS_PER_CHARACTER} for each character, in blocks of 100 ms.
 * Counts what is asked of it, so that tests can tell that an engine was never called or that all was given back.
 */
public final class ToneEngine implements TtsEngine {

    /** How long one character sounds. */
    public static final double SECONDS_PER_CHARACTER = 0.05;

    private final EngineInfo info;
    private final float amplitude;
    private final Fault fault;
    private final AtomicInteger spoken = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    /**
     * An engine with a voice called {@code tone}.
     *
     * @param id of the engine
     * @param amplitude of the tone; above 1 where a limiter is to be tested
     * @param fault injected before each utterance
     */
    public ToneEngine(String id, float amplitude, Fault fault) {
        this(id, List.of("tone"), amplitude, fault);
    }

    /**
     * An engine with voices of these names, for tests in which it can speak what another one can.
     *
     * @param id of the engine
     * @param amplitude of the tone
     * @param fault injected before each utterance
     */
    public ToneEngine(String id, List<String> voices, float amplitude, Fault fault) {
        this.info = EngineInfo.builder(id)
                .title("Tone")
                .version("1")
                .sampleRate(24_000)
                .languages(List.of("English"))
                .voices(voices.stream()
                        .map(voice -> new VoiceInfo(voice, "Tone", "en-US"))
                        .toList())
                .features(List.of("streaming"))
                .parameters(Set.of("speed"))
                .build();
        this.amplitude = amplitude;
        this.fault = fault;
    }

    /** How many utterances have been asked for. */
    public int spoken() {
        return spoken.get();
    }

    /** How many streams are open. */
    public int open() {
        return open.get();
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public PcmStream speak(Utterance utterance, Cancellation cancellation) throws EngineException {
        spoken.incrementAndGet();
        fault.inject(utterance, cancellation);
        long samples =
                Math.round(utterance.text().length() * SECONDS_PER_CHARACTER * info.sampleRate() / utterance.speed());
        open.incrementAndGet();
        return new Tone(samples, fault.amplitude(utterance, amplitude), cancellation);
    }

    private final class Tone implements PcmStream {
        private final long samples;
        private final float loudness;
        private final Cancellation cancellation;
        private long position;
        private boolean closed;

        Tone(long samples, float loudness, Cancellation cancellation) {
            this.samples = samples;
            this.loudness = loudness;
            this.cancellation = cancellation;
        }

        @Override
        public float @Nullable [] read() throws EngineException {
            if (cancellation.isRequested()) {
                throw new EngineException(EngineException.Kind.CANCELLED, "cancelled");
            }
            int count = (int) Math.min(info.sampleRate() / 10, samples - position);
            if (closed || count == 0) {
                return null;
            }
            float[] block = new float[count];
            for (int i = 0; i < count; i++) {
                block[i] = (float) (loudness * Math.sin(2 * Math.PI * 440 * (position + i) / info.sampleRate()));
            }
            position += count;
            return block;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}

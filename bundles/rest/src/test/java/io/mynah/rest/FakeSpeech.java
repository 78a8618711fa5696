package io.mynah.rest;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechInfo;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.WavFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Speech that says what the test tells it to. */
final class FakeSpeech implements SpeechService {
    static final int TEXT_LIMIT = 1_000;
    static final byte[] WAV = new byte[44 + 2_000];

    /** How a request is answered. */
    interface Behaviour {
        Speech speak(SpeechRequest request) throws SpeechException;
    }

    private volatile Behaviour behaviour = request -> new FakeSpeaking(WAV);
    private volatile List<EngineInfo> engines = List.of(EngineInfo.builder("fake")
            .title("Fake Engine")
            .version("1.2")
            .sampleRate(24_000)
            .languages(List.of("English"))
            .voices(List.of(new VoiceInfo("heart", "Heart", "en-US")))
            .features(List.of("streaming"))
            .parameters(Set.of("speed"))
            .build());
    private volatile int capacity = 64;
    private volatile @Nullable SpeechRequest last;

    void behave(Behaviour next) {
        behaviour = next;
    }

    void capacity(int now) {
        capacity = now;
    }

    void engines(List<EngineInfo> now) {
        engines = now;
    }

    @Nullable SpeechRequest last() {
        return last;
    }

    @Override
    public Speech speak(SpeechRequest request) throws SpeechException {
        last = request;
        return behaviour.speak(request);
    }

    @Override
    public void checkVoice(String voice) throws SpeechException {
        if (voice.contains("nobody")) {
            throw new SpeechException.VoiceNotFound("nobody", "/references", List.of("a.wav", "b.mp3"));
        }
        if (voice.contains("(0)")) {
            throw new SpeechException.InvalidVoice("The weight is 0");
        }
    }

    @Override
    public void checkBlend(String name, String expression) throws SpeechException {
        checkVoice(expression);
    }

    @Override
    public List<EngineInfo> engines() {
        return engines;
    }

    @Override
    public int textLimit() {
        return TEXT_LIMIT;
    }

    @Override
    public QueueState queue() {
        return new QueueState(0, 0, capacity);
    }

    /** A speech that is there at once, or when it is let go. */
    static final class FakeSpeaking implements Speech {
        private final byte[] wav;
        private final CountDownLatch go;
        private final CountDownLatch closed = new CountDownLatch(1);
        private final CountDownLatch begun = new CountDownLatch(1);
        private volatile boolean cancelled;

        FakeSpeaking(byte[] wav) {
            this(wav, new CountDownLatch(0));
        }

        FakeSpeaking(byte[] wav, CountDownLatch go) {
            this.wav = wav;
            this.go = go;
        }

        CountDownLatch closed() {
            return closed;
        }

        CountDownLatch begun() {
            return begun;
        }

        @Override
        public SpeechInfo info() throws SpeechException {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (cancelled) {
                throw new SpeechException.Cancelled();
            }
            return new SpeechInfo("fake", 24_000, "heart", "exact", List.of("temperature", "top_k"));
        }

        @Override
        public short @Nullable [] read() {
            return null;
        }

        @Override
        public WavFile wav() {
            return new WavFile() {
                @Override
                public long length() {
                    return wav.length;
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    out.write(wav);
                }
            };
        }

        @Override
        public void close() {
            cancelled = true;
            closed.countDown();
            go.countDown();
        }
    }
}

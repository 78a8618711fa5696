package io.mynah.bench;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.api.voice.ClosestVoice;
import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.SpeechPreparation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Single measurements; the driver repeats and interleaves them. Services are looked up each time, as they may change. */
final class Measurements {
    private static final String LANGUAGE = "en-US";
    private static final double LONGEST_SPEECH_SECONDS = 600;

    private final BundleContext context;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    Measurements(BundleContext context) {
        this.context = context;
    }

    /**
     * What something took.
     *
     * @param cpuNanos processor time of the calling threads alone
     * @param firstNanos from the beginning to the first samples, where there are some
     * @param amount samples, or calls
     */
    record Timing(long wallNanos, long cpuNanos, long firstNanos, long amount) {}

    /** Text to PCM on the calling thread, sentence by sentence. */
    Timing engine(String voice, String text) throws Exception {
        TextFrontEnd frontEnd = service(TextFrontEnd.class);
        TtsEngine engine = engineOf(voice);
        float[][] spoken = new float[1][];
        Timing timing = time(first -> {
            spoken[0] = spoken(frontEnd, engine, voice, text, first);
            return spoken[0].length;
        });
        requireNumbers(spoken[0]);
        return timing;
    }

    /** Sentences and phonemes alone. */
    Timing text(String text) throws Exception {
        TextFrontEnd frontEnd = service(TextFrontEnd.class);
        return time(first -> {
            long phonemes = 0;
            for (String sentence : frontEnd.sentences(text, LANGUAGE)) {
                phonemes += frontEnd.phonemes(sentence, LANGUAGE).length();
            }
            return phonemes;
        });
    }

    /** Text to PCM by queue, workers and post-processing; the processor time is not that of the workers. */
    Timing service(String voice, String text) throws Exception {
        SpeechService service = service(SpeechService.class);
        return time(first -> {
            try (Speech speech = service.speak(SpeechRequest.of("bench", text, voice))) {
                long samples = 0;
                for (short[] block = speech.read(); block != null; block = speech.read()) {
                    first.heard();
                    samples += block.length;
                }
                return samples;
            }
        });
    }

    /** As many engine calls as several threads manage, each without a pause. */
    Timing load(int threadCount, Duration duration, String voice, List<String> texts) throws Exception {
        TextFrontEnd frontEnd = service(TextFrontEnd.class);
        TtsEngine engine = engineOf(voice);
        ExecutorService pool = Executors.newFixedThreadPool(threadCount);
        try {
            long begin = System.nanoTime();
            long end = begin + duration.toNanos();
            List<Callable<Timing>> tasks = new ArrayList<>();
            for (int thread = 0; thread < threadCount; thread++) {
                int offset = thread * texts.size() / threadCount;
                tasks.add(() -> time(first -> {
                    int calls = 0;
                    while (System.nanoTime() - end < 0) {
                        spoken(frontEnd, engine, voice, texts.get((offset + calls++) % texts.size()), first);
                    }
                    return calls;
                }));
            }
            long cpu = 0;
            long calls = 0;
            for (Future<Timing> done : pool.invokeAll(tasks)) {
                cpu += done.get().cpuNanos();
                calls += done.get().amount();
            }
            return new Timing(System.nanoTime() - begin, cpu, 0, calls);
        } finally {
            pool.shutdownNow();
        }
    }

    /** From a clip that nobody has asked for to the mixture that is closest to it; the engine does not speak. */
    Timing match(Path clip) throws Exception {
        ClosestVoice closest = service(ClosestVoice.class);
        EngineInfo engine = context.getServiceReferences(TtsEngine.class, null).stream()
                .map(reference -> context.getService(reference).info())
                .filter(EngineInfo::blendsVoices)
                .findFirst()
                .orElseThrow();
        String neverSeen = UUID.randomUUID().toString();
        Voice.Clip voice = new Voice.Clip("bench.wav", clip, neverSeen);
        return time(first -> {
            if (closest.find(voice, engine) instanceof ClosestVoice.Match match) {
                return Math.round(1000 * match.similarity());
            }
            throw new IllegalArgumentException("nothing is like " + clip);
        });
    }

    /** Numbers with tabs between them. */
    String vector(Path wav) throws Exception {
        float[] speech = service(SpeechPreparation.class).ofClip(wav, LONGEST_SPEECH_SECONDS);
        StringJoiner numbers = new StringJoiner("\t");
        for (float number : service(SpeakerEncoder.class).embed(speech)) {
            numbers.add(Float.toString(number));
        }
        return numbers.toString();
    }

    /** All samples in one array, which is what the peer gives too. */
    private static float[] spoken(
            TextFrontEnd frontEnd, TtsEngine engine, String voiceId, String text, FirstSound first)
            throws EngineException {
        Voice voice = new Voice.BuiltIn(voiceId);
        List<float[]> blocks = new ArrayList<>();
        int length = 0;
        for (String sentence : frontEnd.sentences(text, LANGUAGE)) {
            Utterance utterance =
                    new Utterance(sentence, voice, "Auto", "Neutral", Sampling.DEFAULT, OptionalLong.empty(), 1f);
            try (PcmStream stream = engine.speak(utterance, Cancellation.none())) {
                for (float[] block = stream.read(); block != null; block = stream.read()) {
                    first.heard();
                    blocks.add(block);
                    length += block.length;
                }
            }
        }
        float[] all = new float[length];
        int filled = 0;
        for (float[] block : blocks) {
            System.arraycopy(block, 0, all, filled, block.length);
            filled += block.length;
        }
        return all;
    }

    /** Outside of what is timed: fast and wrong is not fast. */
    private static void requireNumbers(float[] samples) {
        for (int i = 0; i < samples.length; i++) {
            if (!Float.isFinite(samples[i])) {
                throw new IllegalStateException(
                        "sample " + i + " of " + samples.length + " from the engine is " + samples[i]);
            }
        }
    }

    private Timing time(Work work) throws Exception {
        long cpu = threads.getCurrentThreadCpuTime();
        FirstSound first = new FirstSound();
        long amount = work.run(first);
        long wall = System.nanoTime() - first.begin;
        return new Timing(wall, threads.getCurrentThreadCpuTime() - cpu, first.nanos, amount);
    }

    /** Used by one thread. */
    private static final class FirstSound {
        private final long begin = System.nanoTime();
        private long nanos;

        void heard() {
            if (nanos == 0) {
                nanos = System.nanoTime() - begin;
            }
        }
    }

    private TtsEngine engineOf(String voice) throws InvalidSyntaxException {
        for (ServiceReference<TtsEngine> reference : context.getServiceReferences(TtsEngine.class, null)) {
            TtsEngine engine = context.getService(reference);
            if (engine != null
                    && engine.info().voices().stream().anyMatch(own -> own.id().equals(voice))) {
                return engine;
            }
        }
        throw new IllegalStateException("no engine has the voice " + voice);
    }

    /** Never given back: the framework does that when this bundle stops. */
    private <S> S service(Class<S> type) {
        ServiceReference<S> reference = context.getServiceReference(type);
        S service = reference == null ? null : context.getService(reference);
        if (service == null) {
            throw new IllegalStateException("there is no " + type.getSimpleName() + " yet");
        }
        return service;
    }

    private interface Work {
        long run(FirstSound first) throws Exception;
    }
}

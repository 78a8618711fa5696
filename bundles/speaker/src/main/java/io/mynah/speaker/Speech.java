package io.mynah.speaker;

import io.mynah.api.audio.WavHeader;
import io.mynah.api.audio.WavReader;
import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.SpeechPreparation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;

/** The speech of clips and signals: everything else cut off, at one loudness. Safe for use by several threads. */
final class Speech implements SpeechPreparation {
    /** What is looked at together: long enough for the detector, short enough for memory. */
    private static final int SECTION_SECONDS = 60;

    /** Frames of 32 ms that are kept before and after speech, for soft sounds: pauses become 0.13 s. */
    private static final int MARGIN = 2;

    private static final int LONGEST_STRETCH_SECONDS = 600;

    /** In dB; more would only make noise audible. */
    private static final double MOST_GAIN = 30;

    private final SpeechDetector detector;

    Speech(SpeechDetector detector) {
        this.detector = detector;
    }

    @Override
    public float[] ofClip(Path wav, double seconds) throws IOException {
        long wanted = (long) (seconds * SpeakerEncoder.SAMPLE_RATE);
        FloatRow speech = new FloatRow();
        try (WavReader reader = WavReader.open(wav)) {
            MonoSource source = new MonoSource(reader);
            FloatRow section = new FloatRow();
            while (speech.length() < wanted && source.read(section, sectionSamples(wanted - speech.length()))) {
                addSpeech(section.toArray(), speech);
                section.clear();
            }
        }
        float[] all = speech.toArray();
        return normalise(all.length > wanted ? Arrays.copyOf(all, (int) wanted) : all);
    }

    @Override
    public float[] ofClip(Path wav, double from, double to) throws IOException {
        if (!(from >= 0 && to >= from && to - from <= LONGEST_STRETCH_SECONDS)) {
            throw new IllegalArgumentException("stretch from " + from + " to " + to + " s");
        }
        FloatRow speech = new FloatRow();
        try (WavReader reader = WavReader.open(wav)) {
            long first = Math.round(from * SpeakerEncoder.SAMPLE_RATE);
            long last = Math.round(to * SpeakerEncoder.SAMPLE_RATE);
            addSpeech(new MonoSource(reader).between(first, last), speech);
        }
        return normalise(speech.toArray());
    }

    /** Clips are mostly speech: a quarter more than what is wanted will often do. */
    private static int sectionSamples(long missing) {
        int most = SECTION_SECONDS * SpeakerEncoder.SAMPLE_RATE;
        return (int) Math.max(Math.min(missing, most) * 5 / 4, 5L * SpeakerEncoder.SAMPLE_RATE);
    }

    @Override
    public float[] ofSamples(float[] samples, int sampleRate) {
        if (sampleRate < WavHeader.LOWEST_RATE || sampleRate > WavHeader.HIGHEST_RATE) {
            throw new IllegalArgumentException("sample rate " + sampleRate + " Hz");
        }
        for (float sample : samples) {
            if (!Float.isFinite(sample)) {
                throw new IllegalArgumentException("a sample is " + sample);
            }
        }
        FloatRow speech = new FloatRow();
        try {
            addSpeech(Resampler.resample(samples, sampleRate, SpeakerEncoder.SAMPLE_RATE), speech);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return normalise(speech.toArray());
    }

    private void addSpeech(float[] samples, FloatRow speech) throws IOException {
        float[] probabilities = detector.listen(audible(samples));
        for (Span span : Span.widen(Span.of(probabilities), MARGIN, probabilities.length)) {
            int from = span.from() * SpeechDetector.FRAME;
            int to = Math.min(samples.length, span.to() * SpeechDetector.FRAME);
            speech.add(samples, from, to - from);
        }
    }

    /** A copy that is loud enough for the detector, which misses half of what is said at -55 LUFS. */
    static float[] audible(float[] samples) {
        double loudness = LoudnessMeter.of(samples, SpeakerEncoder.SAMPLE_RATE).orElse(LOUDNESS);
        double gain = Math.max(0, Math.min(MOST_GAIN, LOUDNESS - loudness));
        return scaled(samples.clone(), gain);
    }

    /** Brings speech at 16 kHz to the loudness, in place. */
    static float[] normalise(float[] speech) {
        OptionalDouble loudness = LoudnessMeter.of(speech, SpeakerEncoder.SAMPLE_RATE);
        if (loudness.isPresent()) {
            scaled(speech, LOUDNESS - loudness.getAsDouble());
        }
        return speech;
    }

    private static float[] scaled(float[] samples, double decibels) {
        float gain = (float) Math.pow(10, decibels / 20);
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= gain;
        }
        return samples;
    }
}

package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelFolders;
import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.SpeechPreparation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeechTest {
    private static final int RATE = SpeakerEncoder.SAMPLE_RATE;

    @TempDir
    Path folder;

    private final float[] heart = Recorded.heart();
    private SpeechDetector detector;
    private Speech speech;

    @BeforeEach
    void open() throws IOException {
        detector = new SpeechDetector(
                SpeechDetector.find(ModelFolders.of(System.getProperty(ModelFolders.PROPERTY))), Duration.ofMinutes(1));
        speech = new Speech(detector);
    }

    @AfterEach
    void close() {
        detector.close();
    }

    @Test
    void listen_recordedSpeech_equalsOriginal() throws IOException {
        assertArrayEquals(Recorded.floats("probabilities.bin"), detector.listen(heart), 1e-4f);
    }

    @Test
    void hear_inPiecesBeyondABatch_isTheSame() throws IOException {
        float[] samples = Signals.join(heart, heart, new float[1000]);
        float[] whole = detector.listen(samples);
        SpeechDetector.Listening listening = detector.listen();
        for (int at = 0; at < samples.length; at += 777) {
            float[] part = Arrays.copyOfRange(samples, at, Math.min(samples.length, at + 777));
            listening.hear(part, 0, part.length);
        }
        assertArrayEquals(whole, listening.finish(), 1e-6f);
        assertTrue(whole.length > 256, "one batch is not enough for this test");
    }

    @Test
    void spans_ofProbabilities_followTheHysteresis() {
        float[] probabilities = new float[60];
        Arrays.fill(probabilities, 10, 20, 0.9f);
        Arrays.fill(probabilities, 20, 24, 0.4f); // still speech
        Arrays.fill(probabilities, 26, 30, 0.9f); // after a pause too short to count
        Arrays.fill(probabilities, 40, 46, 0.9f); // too short to be speech
        Arrays.fill(probabilities, 50, 60, 0.45f); // never begins
        assertEquals(List.of(new Span(10, 30)), Span.of(probabilities));
    }

    @Test
    void widen_neighbours_becomeOne() {
        List<Span> spans = List.of(new Span(1, 5), new Span(8, 10), new Span(20, 30));
        assertEquals(List.of(new Span(0, 12), new Span(18, 31)), Span.widen(spans, 2, 31));
    }

    @Test
    void ofSamples_silenceAround_isCutOff() {
        float[] alone = speech.ofSamples(heart, RATE);
        float[] around = speech.ofSamples(Signals.join(new float[3 * RATE], heart, new float[5 * RATE]), RATE);
        assertEquals(alone.length, around.length, RATE / 5.0);
        assertTrue(alone.length > heart.length * 0.8, alone.length + " samples of " + heart.length);
    }

    @Test
    void ofSamples_anyLevel_hasTheLoudness() {
        for (double factor : new double[] {0.02, 1, 3}) {
            float[] prepared = speech.ofSamples(Signals.scaled(heart, factor), RATE);
            assertEquals(
                    SpeechPreparation.LOUDNESS, LoudnessMeter.of(prepared, RATE).orElseThrow(), 0.1);
        }
    }

    @Test
    void ofSamples_otherRate_isTheSameSpeaker() {
        float[] up = Resampler.resample(heart, RATE, 44_100);
        try (ResemblyzerEncoder encoder = new ResemblyzerEncoder(Duration.ofMinutes(1))) {
            float[] direct = encoder.embed(speech.ofSamples(heart, RATE));
            float[] around = encoder.embed(speech.ofSamples(up, 44_100));
            assertTrue(SpeakerEncoder.similarity(direct, around) > 0.99);
        }
    }

    @Test
    void ofSamples_nobodySpeaks_isEmpty() {
        assertEquals(0, speech.ofSamples(new float[0], RATE).length);
        assertEquals(0, speech.ofSamples(new float[3 * RATE], RATE).length);
        assertEquals(0, speech.ofSamples(Signals.noise(0.05, 3, RATE), RATE).length);
        assertEquals(0, speech.ofSamples(Signals.sine(440, 0.3, 3, RATE), RATE).length);
    }

    @Test
    void ofSamples_badInput_throws() {
        assertThrows(IllegalArgumentException.class, () -> speech.ofSamples(heart, 4_000));
        heart[5] = Float.POSITIVE_INFINITY;
        assertThrows(IllegalArgumentException.class, () -> speech.ofSamples(heart, RATE));
    }

    @Test
    void ofClip_wholeClip_isLikeItsSamples() throws IOException {
        Path wav = Signals.wav(folder.resolve("a.wav"), heart, RATE);
        assertArrayEquals(speech.ofSamples(heart, RATE), speech.ofClip(wav, 60), 1e-4f);
    }

    @Test
    void ofClip_limit_isKept() throws IOException {
        Path wav = Signals.wav(folder.resolve("b.wav"), Signals.join(new float[20 * RATE], heart, heart), RATE);
        assertEquals(4 * RATE, speech.ofClip(wav, 4).length);
    }

    @Test
    void ofClip_stretch_isThatOfOneSpeakerAlone() throws IOException {
        float[] other = Resampler.resample(heart, 12_000, RATE);
        float[] clip = Resampler.resample(Signals.join(other, heart, other), RATE, 44_100);
        Path wav = Signals.wav(folder.resolve("c.wav"), clip, 44_100);
        double from = other.length / (double) RATE;
        float[] stretch = speech.ofClip(wav, from, from + heart.length / (double) RATE);
        try (ResemblyzerEncoder encoder = new ResemblyzerEncoder(Duration.ofMinutes(1))) {
            float[] alone = encoder.embed(speech.ofSamples(heart, RATE));
            assertTrue(SpeakerEncoder.similarity(alone, encoder.embed(stretch)) > 0.99);
        }
    }

    @Test
    void ofClip_stretchBeyondTheEnd_endsWithTheClip() throws IOException {
        Path wav = Signals.wav(folder.resolve("d.wav"), heart, RATE);
        assertArrayEquals(speech.ofSamples(heart, RATE), speech.ofClip(wav, 0, 500), 1e-4f);
        assertEquals(0, speech.ofClip(wav, 400, 500).length);
    }

    @Test
    void ofClip_badStretch_throws() throws IOException {
        Path wav = Signals.wav(folder.resolve("e.wav"), heart, RATE);
        assertThrows(IllegalArgumentException.class, () -> speech.ofClip(wav, -1, 5));
        assertThrows(IllegalArgumentException.class, () -> speech.ofClip(wav, 5, 4));
        assertThrows(IllegalArgumentException.class, () -> speech.ofClip(wav, 0, 601));
        assertThrows(IllegalArgumentException.class, () -> speech.ofClip(wav, Double.NaN, 5));
    }

    @Test
    void ofClip_missingFile_throws() {
        assertThrows(IOException.class, () -> speech.ofClip(folder.resolve("none.wav"), 4));
    }
}

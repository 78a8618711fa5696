package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.WavReader;
import io.mynah.api.model.ModelFolders;
import io.mynah.api.voice.VoiceDoctor.Complaint;
import io.mynah.api.voice.VoiceDoctor.Findings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final int RATE = 16_000;

    @TempDir
    Path folder;

    private final float[] heart = Recorded.heart();
    private final ResemblyzerEncoder encoder = new ResemblyzerEncoder(Duration.ofMinutes(1));
    private SpeechDetector detector;
    private Doctor doctor;

    @BeforeEach
    void open() throws IOException {
        detector = new SpeechDetector(
                SpeechDetector.find(ModelFolders.of(System.getProperty(ModelFolders.PROPERTY))), Duration.ofMinutes(1));
        doctor = new Doctor(detector, encoder);
    }

    @AfterEach
    void close() {
        detector.close();
        encoder.close();
    }

    private Findings examine(float[] samples, int rate) throws IOException {
        return doctor.examine(Signals.wav(folder.resolve("clip.wav"), samples, rate));
    }

    /** The same sentence by somebody with a larger head: slower, lower, other formants. */
    private float[] somebodyElse() {
        return Resampler.resample(heart, 12_000, RATE);
    }

    @Test
    void examine_goodClip_hasNoComplaints() throws IOException {
        Findings findings = examine(heart, RATE);
        assertEquals(List.of(), findings.complaints());
        assertEquals(1, findings.speakers());
        assertEquals(RATE, findings.sampleRate());
        assertEquals(0, findings.clippedShare());
        assertTrue(findings.speechSeconds() > 6 && findings.speechSeconds() < 7.7, findings.toString());
        assertTrue(findings.loudness().orElseThrow() > -30, findings.toString());
        assertTrue(findings.advice().startsWith("This clip is good"), findings.advice());
    }

    @Test
    void examine_speechAmidSilence_findsTheStretch() throws IOException {
        float[] clip = Signals.join(new float[20 * RATE], heart, new float[9 * RATE]);
        Findings findings = examine(clip, RATE);
        assertEquals(20, findings.bestStart(), 0.5);
        assertEquals(20 + heart.length / (double) RATE, findings.bestEnd(), 0.5);
        assertEquals(29.0 / (29 + 7.6), findings.silenceShare(), 0.05);
        assertTrue(findings.signalToNoise().orElseThrow() > 50, findings.toString());
        assertEquals(List.of(Complaint.SILENCE), findings.complaints());
    }

    @Test
    void examine_longSpeech_takesTenSeconds() throws IOException {
        Findings findings = examine(Signals.join(heart, heart, heart), RATE);
        double length = findings.bestEnd() - findings.bestStart();
        assertTrue(length > 9 && length <= 10, findings.toString());
    }

    @Test
    void examine_silence_saysSo() throws IOException {
        Findings findings = examine(new float[6 * RATE], RATE);
        assertEquals(0, findings.speakers());
        assertEquals(0, findings.speechSeconds());
        assertEquals(1, findings.silenceShare());
        assertTrue(findings.loudness().isEmpty());
        assertTrue(findings.signalToNoise().isEmpty());
        assertEquals(findings.bestStart(), findings.bestEnd());
        assertEquals(Complaint.LITTLE_SPEECH, findings.complaints().get(0));
        assertTrue(findings.complaints().contains(Complaint.SILENCE), findings.toString());
        assertTrue(findings.advice().contains("silent"), findings.advice());
    }

    @Test
    void examine_noiseOrTone_saysNobodySpeaks() throws IOException {
        for (float[] sound : List.of(Signals.noise(0.1, 6, RATE), Signals.sine(440, 0.3, 6, RATE))) {
            Findings findings = examine(sound, RATE);
            assertEquals(0, findings.speakers());
            assertTrue(findings.complaints().contains(Complaint.NOISE), findings.toString());
            assertFalse(findings.complaints().contains(Complaint.SILENCE), findings.toString());
            assertTrue(findings.advice().startsWith("Nobody speaks"), findings.advice());
        }
    }

    @Test
    void examine_speechInNoise_measuresIt() throws IOException {
        float[] clip = Signals.join(new float[2 * RATE], heart, new float[2 * RATE]);
        double rms = Signals.rms(heart, 0, heart.length);
        for (double decibels : new double[] {10, 20, 30}) {
            float[] noise = Signals.noise(rms * Math.pow(10, -decibels / 20), 12, RATE);
            Findings findings = examine(Signals.sum(clip, noise), RATE);
            assertEquals(decibels, findings.signalToNoise().orElseThrow(), 2);
            assertEquals(decibels < 15, findings.complaints().contains(Complaint.NOISE), findings.toString());
        }
    }

    @Test
    void examine_noiseWithoutPauses_isHeardWithinTheSpeech() throws IOException {
        float[] noisy = Signals.sum(heart, Signals.noise(Signals.rms(heart, 0, heart.length) * 0.3, 8, RATE));
        assertEquals(List.of(Complaint.NOISE), examine(noisy, RATE).complaints());
    }

    @Test
    void examine_clipped_countsFlatTops() throws IOException {
        float[] loud = Signals.scaled(heart, 20);
        long over = IntStream.range(0, loud.length)
                .filter(i -> Math.abs(loud[i]) >= 1)
                .count();
        Findings findings = examine(loud, RATE);
        assertEquals((double) over / loud.length, findings.clippedShare(), 0.2 * over / loud.length);
        assertEquals(List.of(Complaint.CLIPPING), findings.complaints());
        assertTrue(findings.bestEnd() - findings.bestStart() > 5, findings.toString());
    }

    @Test
    void examine_loudSlowWave_isNotClipped() throws IOException {
        for (int rate : new int[] {8_000, 48_000, 192_000}) {
            assertEquals(0, examine(Signals.sine(100, 0.99, 1, rate), rate).clippedShare(), rate + " Hz");
        }
    }

    @Test
    void examine_quiet_saysSo() throws IOException {
        Findings findings = examine(Signals.scaled(heart, 0.05), RATE);
        assertEquals(List.of(Complaint.QUIET), findings.complaints());
    }

    @Test
    void examine_littleSpeech_saysHowMuch() throws IOException {
        Findings findings = examine(Arrays.copyOf(heart, 3 * RATE), RATE);
        assertEquals(List.of(Complaint.LITTLE_SPEECH), findings.complaints());
        assertTrue(findings.advice().contains("only 2."), findings.advice());
    }

    @Test
    void examine_twoPeople_findsBothAndTheMainOne() throws IOException {
        Findings findings = examine(Signals.join(somebodyElse(), heart), RATE);
        assertEquals(2, findings.speakers());
        assertEquals(Complaint.SEVERAL_SPEAKERS, findings.complaints().get(0));
        double change = somebodyElse().length / (double) RATE;
        assertTrue(findings.bestStart() > change - 0.5 || findings.bestEnd() < change + 0.5, findings.toString());
    }

    @Test
    void examine_onePersonForLong_isOne() throws IOException {
        float[] clip = Signals.join(heart, Signals.scaled(heart, 0.3), heart, Signals.scaled(heart, 2), heart);
        assertEquals(1, examine(clip, RATE).speakers());
    }

    @Test
    void examine_telephone_saysSoWhateverTheFileSays() throws IOException {
        float[] narrow = Resampler.resample(heart, RATE, 8_000);
        assertEquals(List.of(Complaint.LOW_SAMPLE_RATE), examine(narrow, 8_000).complaints());
        float[] pretending = Resampler.resample(Resampler.resample(narrow, 8_000, RATE), RATE, 44_100);
        Findings findings = examine(pretending, 44_100);
        assertEquals(44_100, findings.sampleRate());
        assertEquals(List.of(Complaint.LOW_SAMPLE_RATE), findings.complaints());
    }

    @Test
    void examine_stereo_isThreeDecibelsLouder() throws IOException {
        double mono = examine(heart, RATE).loudness().orElseThrow();
        ByteBuffer data = ByteBuffer.allocate(4 * heart.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : heart) {
            short value = (short) Math.round(sample * 32768);
            data.putShort(value).putShort(value);
        }
        Path wav = Signals.wav(folder.resolve("stereo.wav"), 1, 2, 16, RATE, data.array());
        Findings findings = doctor.examine(wav);
        assertEquals(mono + 3.01, findings.loudness().orElseThrow(), 0.01);
        assertEquals(List.of(), findings.complaints());
    }

    @Test
    void examine_otherFiles_throws() throws IOException {
        assertThrows(IOException.class, () -> doctor.examine(folder.resolve("none.wav")));
        Path text = Files.writeString(folder.resolve("text.wav"), "This is no sound at all, only words and words.");
        assertThrows(IOException.class, () -> doctor.examine(text));
    }

    /** As the voice library, which reads by the same rules, has it. */
    @Test
    void examine_noSamples_throws() {
        assertThrows(IOException.class, () -> examine(new float[0], RATE));
    }

    @Test
    void scan_anyLength_hasOneValueAFrame() throws IOException {
        float[] minute = Signals.join(heart, new float[60 * RATE - heart.length]);
        Path wav = folder.resolve("long.wav");
        Signals.wav(wav, minute, RATE);
        try (WavReader reader = WavReader.open(wav)) {
            Measures measures = ClipScan.of(reader, detector);
            assertEquals((minute.length + ClipScan.FRAME - 1) / ClipScan.FRAME, measures.frames);
            assertEquals(measures.frames, measures.power.length);
            assertEquals(measures.frames, measures.above.length);
            assertEquals(measures.frames, measures.clipped.length);
        }
    }
}

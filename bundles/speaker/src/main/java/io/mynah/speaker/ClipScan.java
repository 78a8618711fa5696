package io.mynah.speaker;

import io.mynah.api.audio.WavReader;
import io.mynah.api.voice.SpeakerEncoder;
import java.io.IOException;

/**
 * One walk through a clip, a block at a time. Of each frame of 32 ms a few values are kept, 2.5 MB an hour, and none of
 * the sound.
 */
final class ClipScan {
    static final int RATE = SpeakerEncoder.SAMPLE_RATE;
    static final int FRAME = SpeechDetector.FRAME;
    static final double SECONDS_PER_FRAME = (double) FRAME / RATE;

    /** Seconds of sound that are looked at together. */
    private static final int SECTION = 8 * RATE / FRAME * FRAME;

    /** The band that a telephone lets pass, and the one it does not, as bins of a frame's spectrum. */
    private static final int[] TELEPHONE = bins(300, 3_400);

    private static final int[] ABOVE = bins(4_600, 7_400);

    private final LoudnessMeter loudness;
    private final ClippingMeter clipping;
    private final SpeechDetector.Listening listening;
    private final PowerSpectra spectra = new PowerSpectra(FRAME, FRAME);
    private final FloatRow power = new FloatRow();
    private final FloatRow telephone = new FloatRow();
    private final FloatRow above = new FloatRow();
    private final FloatRow section = new FloatRow();

    private ClipScan(WavReader reader, SpeechDetector detector) {
        loudness =
                new LoudnessMeter(reader.header().sampleRate(), reader.header().channels());
        clipping =
                new ClippingMeter(reader.header().sampleRate(), reader.header().channels());
        listening = detector.listen();
    }

    /** Walks from the reader's first frame to its last. */
    static Measures of(WavReader reader, SpeechDetector detector) throws IOException {
        ClipScan scan = new ClipScan(reader, detector);
        scan.walk(reader);
        return new Measures(
                reader.header().seconds(),
                reader.header().sampleRate(),
                scan.loudness.integrated(),
                scan.clipping,
                scan.listening.finish(),
                scan.power.toArray(),
                scan.telephone.toArray(),
                scan.above.toArray());
    }

    private void walk(WavReader reader) throws IOException {
        MonoSource source = new MonoSource(reader, (samples, frames) -> {
            loudness.add(samples, frames);
            clipping.add(samples, frames);
        });
        float[] rest = new float[0];
        while (source.read(section, SECTION)) {
            float[] sound = section.toArray();
            listening.hear(Speech.audible(sound), rest.length, sound.length - rest.length);
            int whole = sound.length / FRAME * FRAME;
            measure(sound, whole / FRAME);
            section.clear();
            section.add(sound, whole, sound.length - whole);
            rest = section.toArray();
        }
        if (rest.length > 0) {
            measure(rest, 1);
        }
    }

    private void measure(float[] sound, int frames) {
        for (int frame = 0; frame < frames; frame++) {
            int end = Math.min(sound.length, (frame + 1) * FRAME);
            power.add(meanSquare(sound, frame * FRAME, end));
        }
        for (int from = 0; from < frames; from += PowerSpectra.BLOCK) {
            int count = Math.min(PowerSpectra.BLOCK, frames - from);
            float[][] bins = spectra.of(sound, from, count);
            for (int i = 0; i < count; i++) {
                telephone.add(sum(bins, i, TELEPHONE));
                above.add(sum(bins, i, ABOVE));
            }
        }
    }

    private static float meanSquare(float[] sound, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) sound[i] * sound[i];
        }
        return (float) (sum / (to - from));
    }

    private static float sum(float[][] bins, int frame, int[] range) {
        float sum = 0;
        for (int bin = range[0]; bin < range[1]; bin++) {
            sum += bins[bin][frame];
        }
        return sum;
    }

    private static int[] bins(int low, int high) {
        return new int[] {low * FRAME / RATE, high * FRAME / RATE};
    }
}

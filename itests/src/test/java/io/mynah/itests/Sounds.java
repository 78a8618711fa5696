package io.mynah.itests;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Samples of what is no voice, mono at 24,000 Hz, in [-1, 1]. */
final class Sounds {

    static final int RATE = 24_000;

    private Sounds() {}

    static float[] noise(double seconds) {
        Random random = new Random(7);
        float[] samples = new float[(int) (seconds * RATE)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
        }
        return samples;
    }

    static float[] silence(double seconds) {
        return new float[(int) (seconds * RATE)];
    }

    /** Four chords, two a second, as if plucked: each tone with overtones that fade. */
    static float[] music(double seconds) {
        double[][] chords = {{262, 330, 392}, {220, 262, 330}, {175, 220, 262}, {196, 247, 294}};
        float[] samples = new float[(int) (seconds * RATE)];
        int beat = RATE / 2;
        for (int i = 0; i < samples.length; i++) {
            double time = (double) (i % beat) / RATE;
            double sum = 0;
            for (double tone : chords[i / beat % chords.length]) {
                for (int overtone = 1; overtone <= 5; overtone++) {
                    sum += Math.exp(-time * 3 * overtone) * Math.sin(2 * Math.PI * tone * overtone * time) / overtone;
                }
            }
            samples[i] = (float) (0.15 * sum);
        }
        return samples;
    }

    /** The samples of one WAV, some silence, and those of another. */
    static byte[] oneAfterTheOther(short[] first, short[] second) {
        short[] pause = new short[RATE / 2];
        ByteArrayOutputStream pcm = new ByteArrayOutputStream();
        for (short[] part : new short[][] {first, pause, second}) {
            for (short sample : part) {
                pcm.write(sample);
                pcm.write(sample >> 8);
            }
        }
        return Wavs.pcm(RATE, pcm.toByteArray());
    }
}

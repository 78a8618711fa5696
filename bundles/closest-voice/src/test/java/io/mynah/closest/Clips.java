package io.mynah.closest;

import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.SpeechPreparation;
import io.mynah.api.voice.VoiceDoctor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/** Clips that are no files, and a doctor who says what the test wants. */
final class Clips implements SpeechPreparation, VoiceDoctor {
    final AtomicInteger read = new AtomicInteger();
    volatile int seconds = 10;
    volatile List<Complaint> complaints = List.of();
    volatile List<Double> stretch = List.of();

    @Override
    public float[] ofClip(Path wav, double most) throws IOException {
        read.incrementAndGet();
        if (seconds < 0) {
            throw new IOException("gone");
        }
        return new float[seconds * SpeakerEncoder.SAMPLE_RATE];
    }

    @Override
    public float[] ofClip(Path wav, double from, double to) {
        stretch = List.of(from, to);
        return new float[10 * SpeakerEncoder.SAMPLE_RATE];
    }

    @Override
    public float[] ofSamples(float[] samples, int sampleRate) {
        return samples.clone();
    }

    @Override
    public String id() {
        return "clips";
    }

    @Override
    public Findings examine(Path wav) {
        return new Findings(
                10, OptionalDouble.of(30), 0, 0, OptionalDouble.of(-27), 1, 16_000, 2.5, 12.5, complaints, "Fine.");
    }

    /** Hears the one who is wanted in everything. */
    static final class Encoder implements SpeakerEncoder {
        private final World world;
        volatile String id = "world";

        Encoder(World world) {
            this.world = world;
        }

        @Override
        public String id() {
            return id;
        }

        static double[] speaker(World world) {
            return world.vector(World.WANTED, 3);
        }

        @Override
        public float[] embed(float[] samples) {
            double[] vector = speaker(world);
            float[] narrow = new float[vector.length];
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = (float) vector[i];
            }
            return narrow;
        }
    }
}

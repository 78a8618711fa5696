package io.mynah.speaker;

import io.mynah.api.audio.WavReader;
import io.mynah.api.voice.SpeakerEncoder;
import java.io.IOException;

/** A clip as mono at 16 kHz or another rate, a section at a time. Not safe for use by several threads; the reader is the caller's. */
final class MonoSource {
    /** Hears what is read, before it is mixed and resampled. */
    interface Listener {
        void hear(float[] interleaved, int frames);
    }

    private final WavReader reader;
    private final Resampler resampler;
    private final Listener listener;
    private final float[] block;
    private final int sampleRate;
    private boolean over;

    /** Reads on from where the reader stands. */
    MonoSource(WavReader reader) {
        this(reader, (samples, frames) -> {});
    }

    MonoSource(WavReader reader, Listener listener) {
        this(reader, SpeakerEncoder.SAMPLE_RATE, listener);
    }

    /** @param sampleRate to resample to */
    MonoSource(WavReader reader, int sampleRate, Listener listener) {
        this.reader = reader;
        this.listener = listener;
        this.sampleRate = sampleRate;
        resampler = new Resampler(reader.header().sampleRate(), sampleRate);
        block = new float[WavReader.BLOCK * reader.header().channels()];
    }

    /**
     * Adds at least {@code count} samples to {@code section}, at most a block more, or what is left.
     *
     * @return whether there was anything
     */
    boolean read(FloatRow section, int count) throws IOException {
        int before = section.length();
        while (!over && section.length() - before < count) {
            int frames = reader.read(block);
            if (frames == 0) {
                resampler.finish(section);
                over = true;
            } else {
                listener.hear(block, frames);
                mix(frames);
                resampler.feed(block, frames, section);
            }
        }
        return section.length() > before;
    }

    /** The sound from one resampled sample to another, whatever was read before. */
    float[] between(long from, long to) throws IOException {
        double ratio = (double) reader.header().sampleRate() / sampleRate;
        reader.seek((long) (from * ratio));
        resampler.reset();
        over = false;
        FloatRow sound = new FloatRow();
        read(sound, (int) (to - from));
        float[] samples = new float[(int) Math.min(to - from, sound.length())];
        System.arraycopy(sound.toArray(), 0, samples, 0, samples.length);
        return samples;
    }

    /** Mixes channels down in place: the mean, so that what is the same in both keeps its level. */
    private void mix(int frames) {
        if (reader.header().channels() == 2) {
            for (int i = 0; i < frames; i++) {
                block[i] = 0.5f * (block[2 * i] + block[2 * i + 1]);
            }
        }
    }
}

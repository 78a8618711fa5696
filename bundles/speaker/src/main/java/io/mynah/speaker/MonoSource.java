package io.mynah.speaker;

import io.mynah.api.voice.SpeakerEncoder;
import java.io.IOException;

/** A clip as mono at 16 kHz, a section at a time. Not safe for use by several threads; the reader is the caller's. */
final class MonoSource {
    private final WavReader reader;
    private final Resampler resampler;
    private final float[] block;
    private boolean over;

    /** Reads on from where the reader stands. */
    MonoSource(WavReader reader) {
        this.reader = reader;
        resampler = new Resampler(reader.sampleRate(), SpeakerEncoder.SAMPLE_RATE);
        block = new float[WavReader.BLOCK * reader.channels()];
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
                mix(block, frames, reader.channels());
                resampler.feed(block, frames, section);
            }
        }
        return section.length() > before;
    }

    /** Mixes channels down in place: the mean, so that what is the same in both keeps its level. */
    static void mix(float[] interleaved, int frames, int channels) {
        if (channels == 2) {
            for (int i = 0; i < frames; i++) {
                interleaved[i] = 0.5f * (interleaved[2 * i] + interleaved[2 * i + 1]);
            }
        }
    }
}

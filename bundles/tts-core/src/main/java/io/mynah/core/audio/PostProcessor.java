package io.mynah.core.audio;

/** All that happens between an engine's samples and the ones that are heard. Not thread-safe. */
public final class PostProcessor {

    private static final int CEILING_PCM = (int) (PeakLimiter.CEILING * 32767f);

    private final SentenceJoiner joiner;
    private final PeakLimiter limiter;

    /** For one answer at {@code sampleRate} Hz. */
    public PostProcessor(int sampleRate) {
        joiner = new SentenceJoiner(sampleRate);
        limiter = new PeakLimiter(sampleRate);
    }

    /** Goes on with a sentence. What is ready comes out, perhaps nothing. */
    public short[] next(float[] block) {
        return toPcm16(limiter.process(joiner.next(block)));
    }

    /** A sentence has ended. */
    public short[] endSentence() {
        return toPcm16(limiter.process(joiner.end()));
    }

    /** The answer has ended. */
    public short[] finish() {
        return toPcm16(limiter.finish());
    }

    private static short[] toPcm16(float[] samples) {
        short[] pcm = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            // Rounds half up as Math.round does, and clamps whole numbers, since both are slow on floats. The clamp
            // only
            // catches rounding: the limiter has kept the ceiling.
            int rounded = (int) (samples[i] * 32767f + 32768.5f) - 32768;
            pcm[i] = (short) Math.max(-CEILING_PCM, Math.min(CEILING_PCM, rounded));
        }
        return pcm;
    }
}

package io.mynah.core.audio;

/** All that happens between an engine's samples and the ones that are heard. Not thread-safe. */
public final class PostProcessor {

    /** Of a sample in 16 bits to one in floats: as much as makes the ceiling a whole number, so nothing is rounded beyond it. */
    private static final float SCALE = (int) (PeakLimiter.CEILING * 32767f) / PeakLimiter.CEILING;

    /**
     * Floats of this size are whole numbers one apart, so that adding it rounds, and the lowest bits of the sum are the rounded
     * number, negative ones in two's complement: half the time of a conversion, which looks for what no int can hold.
     */
    private static final float WHOLE = 0x1.8p23f;

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
            pcm[i] = (short) Float.floatToRawIntBits(samples[i] * SCALE + WHOLE);
        }
        return pcm;
    }
}

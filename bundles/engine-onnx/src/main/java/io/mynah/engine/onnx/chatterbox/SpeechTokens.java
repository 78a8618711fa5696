package io.mynah.engine.onnx.chatterbox;

import java.util.Arrays;

/** Ids of speech tokens: sounds below {@link #START}, 25 a second. */
final class SpeechTokens {
    /** Begins speech; what is from here on is no sound. */
    static final int START = 6561;

    /** Ends speech. */
    static final int STOP = 6562;

    private static final long SILENCE = 4299;
    private static final int SILENT_END = 3;

    private SpeechTokens() {}

    /**
     * What the decoder is given: the clip's tokens and the new ones that are sounds.
     *
     * @param silentEnd whether a little silence comes behind
     */
    static long[] forDecoder(long[] clip, int[] spoken, boolean silentEnd) {
        long[] sounds =
                Arrays.stream(spoken).filter(id -> id < START).asLongStream().toArray();
        int silent = silentEnd ? SILENT_END : 0;
        long[] all = Arrays.copyOf(clip, clip.length + sounds.length + silent);
        System.arraycopy(sounds, 0, all, clip.length, sounds.length);
        Arrays.fill(all, all.length - silent, all.length, SILENCE);
        return all;
    }
}

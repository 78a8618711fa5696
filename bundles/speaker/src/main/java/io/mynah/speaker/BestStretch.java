package io.mynah.speaker;

import java.util.Arrays;
import java.util.List;

/**
 * The stretch of at most 10 s that serves best as a voice: as much speech of the main speaker as possible, little else,
 * and nothing clipped.
 *
 * @param from first frame
 * @param to frame after the last; equal to {@code from} if nobody speaks
 */
record BestStretch(int from, int to) {
    private static final int LONGEST = (int) (10 / ClipScan.SECONDS_PER_FRAME);

    private static final float SPEECH = 1;
    private static final float PAUSE = -0.3f;
    private static final float FOREIGN = -1;

    /** At most: a clip that is distorted everywhere has a best stretch all the same. */
    private static final float CLIPPED = 0.2f;

    static BestStretch of(Measures measures, List<Span> speech, List<Span> foreign) {
        float[] scores = new float[measures.frames];
        Arrays.fill(scores, PAUSE);
        fill(scores, speech, SPEECH);
        fill(scores, foreign, FOREIGN);
        for (int frame = 0; frame < scores.length; frame++) {
            if (measures.clipped[frame] > 0) {
                scores[frame] = Math.min(scores[frame], CLIPPED);
            }
        }
        return highest(scores);
    }

    private static void fill(float[] scores, List<Span> spans, float score) {
        for (Span span : spans) {
            Arrays.fill(scores, span.from(), span.to(), score);
        }
    }

    /** The stretch with the highest sum: from the lowest sum up to any of the last frames, for each frame in turn. */
    private static BestStretch highest(float[] scores) {
        double[] sums = new double[scores.length + 1];
        for (int i = 0; i < scores.length; i++) {
            sums[i + 1] = sums[i] + scores[i];
        }
        int[] lows = new int[sums.length]; // a queue of places whose sums rise
        int head = 0;
        int tail = 0;
        BestStretch best = new BestStretch(0, 0);
        for (int end = 0; end < sums.length; end++) {
            while (tail > head && sums[lows[tail - 1]] > sums[end]) {
                tail--;
            }
            lows[tail++] = end;
            while (lows[head] < end - LONGEST) {
                head++;
            }
            if (sums[end] - sums[lows[head]] > sums[best.to] - sums[best.from] + 1e-6) {
                best = new BestStretch(lows[head], end);
            }
        }
        return best;
    }
}

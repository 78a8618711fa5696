package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mynah.api.engine.EngineException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final Decoding.Order HF = Decoding.Order.HF;
    private static final Decoding.Order TURBO = Decoding.Order.TURBO;

    private static Decoding sampled(double temperature, int topK, double topP, double minP, double penalty) {
        return new Decoding(true, temperature, topK, topP, minP, penalty, TURBO);
    }

    private static int kept(Decoding decoding, float... logits) throws EngineException {
        Sampler sampler = new Sampler(decoding, logits.length);
        sampler.next(logits, new BitSet(), () -> 0);
        return sampler.kept();
    }

    private static int next(Decoding decoding, double u, float... logits) throws EngineException {
        return new Sampler(decoding, logits.length).next(logits, new BitSet(), () -> u);
    }

    @Test
    void topK_offOneAndHuge_keepsAllOneAndAll() throws EngineException {
        assertEquals(4, kept(sampled(1, 0, 1, 0, 1), 1, 2, 3, 4));
        assertEquals(1, kept(sampled(1, 1, 1, 0, 1), 1, 2, 3, 4));
        assertEquals(4, kept(sampled(1, 1_000_000, 1, 0, 1), 1, 2, 3, 4));
    }

    @Test
    void topK_ties_stayWithTheLast() throws EngineException {
        assertEquals(3, kept(sampled(1, 2, 1, 0, 1), 5, 1, 3, 3, 0));
        assertEquals(4, kept(sampled(1, 1, 1, 0, 1), 2, 2, 2, 2));
    }

    @Test
    void topP_zeroAndOne_keepsTheBestAndAll() throws EngineException {
        assertEquals(1, kept(sampled(1, 0, 0, 0, 1), 1, 4, 2, 3));
        assertEquals(4, kept(sampled(1, 0, 1, 0, 1), 1, 4, 2, 3));
        assertEquals(1, next(sampled(1, 0, 0, 0, 1), 0.999, 1, 4, 2, 3));
    }

    @Test
    void topP_ties_loseTheirHigherIds() throws EngineException {
        // A quarter each: half of them may go, and the lower ids are the better ones.
        assertEquals(1, next(sampled(1, 0, 0.5, 0, 1), 0.999, 7, 7, 7, 7));
        assertEquals(0, next(sampled(1, 0, 0, 0, 1), 0.999, 7, 7, 7, 7));
    }

    @Test
    void minP_one_keepsTheBestAndItsEquals() throws EngineException {
        assertEquals(1, kept(sampled(1, 0, 1, 1, 1), 1, 2, 3));
        assertEquals(2, kept(sampled(1, 0, 1, 1, 1), 3, 2, 3));
        assertEquals(3, kept(sampled(1, 0, 1, 0, 1), 1, 2, 3));
    }

    @Test
    void chance_atItsEnds_takesTheBestAndTheWorst() throws EngineException {
        Decoding all = sampled(1, 0, 1, 0, 1);
        assertEquals(2, next(all, 0, 1, 2, 3, 0));
        assertEquals(3, next(all, Math.nextDown(1.0), 1, 2, 3, 0));
    }

    @Test
    void temperature_nearZero_takesTheBest() throws EngineException {
        assertEquals(2, next(sampled(1e-6, 0, 1, 0, 1), 0.999, 1, 2, 3, 2.9f));
        assertThrows(IllegalArgumentException.class, () -> sampled(0, 0, 1, 0, 1));
    }

    @Test
    void penalty_tokensThatHaveBeen_losesWhateverTheSign() throws EngineException {
        BitSet history = new BitSet();
        history.set(0);
        history.set(100); // of a larger vocabulary
        for (Decoding.Order order : Decoding.Order.values()) {
            Decoding greedy = new Decoding(false, 1, 0, 1, 0, 2, order);
            assertEquals(1, new Sampler(greedy, 2).next(new float[] {3, 2}, history, () -> 0));
            assertEquals(1, new Sampler(greedy, 2).next(new float[] {-2, -3}, history, () -> 0));
            Decoding none = new Decoding(false, 1, 0, 1, 0, 1, order);
            assertEquals(0, new Sampler(none, 2).next(new float[] {3, 2}, history, () -> 0));
        }
    }

    @Test
    void greedy_ties_takesTheLowestId() throws EngineException {
        Decoding greedy = new Decoding(false, 1, 0, 1, 0, 1, HF);
        assertEquals(1, next(greedy, 0, 1, 5, 5, 0));
        assertEquals(0, next(greedy, 0, -0.0f, 0.0f));
    }

    @Test
    void noNumbers_amongScores_areNeverTaken() throws EngineException {
        float gone = Float.NEGATIVE_INFINITY;
        assertEquals(2, next(sampled(1, 0, 1, 0, 1), 0.999, gone, Float.NaN, 1, gone));
        assertThrows(EngineException.class, () -> next(sampled(1, 5, 0.5, 0.1, 1.2), 0.5, gone, Float.NaN));
        assertThrows(
                EngineException.class, () -> next(new Decoding(false, 1, 0, 1, 0, 1, HF), 0.5, Float.NaN, Float.NaN));
    }

    /** The definition, step by step, with lists. */
    private static int slowly(Decoding decoding, float[] logits, BitSet history, double u) {
        double[] scores = new double[logits.length];
        for (int id = 0; id < scores.length; id++) {
            scores[id] = logits[id];
        }
        if (decoding.order() == HF) {
            penalise(decoding, scores, history);
        }
        for (int id = 0; id < scores.length; id++) {
            scores[id] /= decoding.temperature();
        }
        List<Integer> ids =
                bestFirst(scores, IntStream.range(0, scores.length).boxed().toList());
        if (decoding.topK() > 0 && decoding.topK() < ids.size()) {
            double last = scores[ids.get(decoding.topK() - 1)];
            ids.removeIf(id -> scores[id] < last);
        }
        double sum = 0;
        double whole = ids.stream().mapToDouble(id -> Math.exp(scores[id])).sum();
        while (decoding.topP() < 1 && ids.size() > 1) {
            sum += Math.exp(scores[ids.get(ids.size() - 1)]) / whole;
            if (sum > 1 - decoding.topP()) {
                break;
            }
            ids.remove(ids.size() - 1);
        }
        double most = Math.exp(scores[ids.get(0)]);
        ids.removeIf(id -> Math.exp(scores[id]) < decoding.minP() * most);
        if (decoding.order() == TURBO) {
            penalise(decoding, scores, history);
        }
        ids = bestFirst(scores, ids);
        double total = ids.stream().mapToDouble(id -> Math.exp(scores[id])).sum();
        double running = 0;
        for (int id : ids) {
            running += Math.exp(scores[id]) / total;
            if (u < running) {
                return id;
            }
        }
        return ids.get(ids.size() - 1);
    }

    private static void penalise(Decoding decoding, double[] scores, BitSet history) {
        history.stream()
                .forEach(id ->
                        scores[id] *= scores[id] < 0 ? decoding.repetitionPenalty() : 1 / decoding.repetitionPenalty());
    }

    private static List<Integer> bestFirst(double[] scores, List<Integer> ids) {
        List<Integer> sorted = new ArrayList<>(ids);
        sorted.sort(Comparator.<Integer>comparingDouble(id -> -scores[id]).thenComparing(id -> id));
        return sorted;
    }

    @Test
    void next_randomScoresWithTies_agreesWithTheDefinition() throws EngineException {
        Random random = new Random(5);
        for (int round = 0; round < 3_000; round++) {
            float[] logits = new float[1 + random.nextInt(60)];
            for (int id = 0; id < logits.length; id++) {
                logits[id] = random.nextInt(4) == 0 ? random.nextInt(5) - 2 : (float) (3 * random.nextGaussian());
            }
            BitSet history = new BitSet();
            random.ints(5, 0, logits.length).forEach(history::set);
            // Powers of two divide without a rest, so that what ties here ties there.
            Decoding decoding = new Decoding(
                    true,
                    random.nextBoolean() ? 0.5 : 2,
                    random.nextInt(20),
                    random.nextInt(3) == 0 ? 1 : random.nextDouble(),
                    random.nextBoolean() ? 0 : random.nextDouble() / 2,
                    random.nextBoolean() ? 1 : 2,
                    random.nextBoolean() ? HF : TURBO);
            double u = random.nextDouble();
            assertEquals(
                    slowly(decoding, logits, history, u),
                    new Sampler(decoding, logits.length).next(logits, history, () -> u),
                    "round " + round + ": " + decoding);
        }
    }
}

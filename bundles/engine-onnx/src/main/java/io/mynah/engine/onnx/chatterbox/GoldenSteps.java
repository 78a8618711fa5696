package io.mynah.engine.onnx.chatterbox;

import static io.mynah.engine.onnx.chatterbox.Disagreement.unlessClose;
import static io.mynah.engine.onnx.chatterbox.Disagreement.unlessEqual;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.api.engine.EngineException;
import java.io.IOException;

/**
 * Compares each step of a generation with what was recorded. The first that differs ends it, since what comes after another
 * token has nothing to be compared with.
 */
final class GoldenSteps implements Generation.Observer {
    private final JsonNode steps;
    private final float[] logits;
    private final int width;
    private final SpeechTokens speech;
    private final double tolerance;
    private int count;

    /**
     * @param expected a case
     * @param tolerance by how much logits may differ
     */
    GoldenSteps(GoldenSet set, JsonNode expected, SpeechTokens speech, double tolerance) throws IOException {
        JsonNode first = expected.required("logits100");
        this.steps = expected.path("steps");
        this.logits = set.floats(first.required("file").asText());
        this.width = first.required("shape").get(1).asInt();
        this.speech = speech;
        this.tolerance = tolerance;
    }

    /** How many there have been. */
    int count() {
        return count;
    }

    @Override
    public void step(float[] scores, Sampler sampler, int token) throws EngineException {
        String name = "step " + count;
        JsonNode step = steps.path(count);
        int row = width * count++;
        try {
            for (int i = 0; i < Math.min(width, scores.length) && row + i < logits.length; i++) {
                unlessClose(name + ", logits " + i, logits[row + i], scores[i], tolerance);
            }
            unlessClose(name + ", largest logit", step.path("max_logit"), largest(scores), tolerance);
            if (speech.ends().size() == 1) {
                int end = speech.ends().iterator().next();
                unlessClose(name + ", logit of the end", step.path("stop_logit"), scores[end], tolerance);
            }
            if (step.has("token")) {
                unlessEqual(name + ", token", step.get("token").asInt(), token);
            }
        } catch (Disagreement e) {
            throw new EngineException(EngineException.Kind.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private static double largest(float[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            largest = Math.max(largest, score);
        }
        return largest;
    }
}

package io.mynah.api.engine;

import java.nio.file.Path;
import java.util.List;

/** The voice of an utterance. */
public sealed interface Voice {

    /** What the request named. */
    String name();

    /**
     * A voice of the engine itself.
     *
     * @param name one of the ids in {@link EngineInfo#voices()}
     */
    record BuiltIn(String name) implements Voice {}

    /**
     * A voice clip of the user, validated: readable, at least 5.0 s long.
     *
     * @param name file name within references/
     * @param wav mono or stereo WAV with the clip's audio, to be read only
     * @param contentId hash of the source's content, a key for caches
     */
    record Clip(String name, Path wav, String contentId) implements Voice {

        /** @throws IllegalArgumentException if the name or the content's hash is empty */
        public Clip {
            if (name.isEmpty() || contentId.isEmpty()) {
                throw new IllegalArgumentException("clip '" + name + "' with content '" + contentId + "'");
            }
        }
    }

    /**
     * A mixture of voices of the engine itself, for engines with {@link EngineInfo#blendsVoices()}.
     *
     * @param name as the request named it: an expression such as {@code af_heart(2)+am_michael(1)}, a saved blend's name, or
     *     the clip to which the mixture is closest
     * @param parts 1 to {@value #MOST_PARTS}, each voice once. Their weights may have any positive sum, by which they are
     *     divided, so that those that are read from here sum to 1; those that a search found may be negative
     */
    record Blend(String name, List<Part> parts) implements Voice {

        /** Most voices in a mixture. */
        public static final int MOST_PARTS = 64;

        /**
         * One voice of a mixture.
         *
         * @param voice one of the ids in {@link EngineInfo#voices()} or {@link EngineInfo#blendParts()}
         * @param weight share, a finite number; see {@link Blend}
         */
        public record Part(String voice, double weight) {}

        /**
         * Divides the weights by their sum.
         *
         * @throws IllegalArgumentException if there are no parts or too many, a voice comes twice, or the sum of the weights is
         *     not a positive number
         */
        public Blend {
            double sum = parts.stream().mapToDouble(Part::weight).sum();
            long voices = parts.stream().map(Part::voice).distinct().count();
            if (parts.size() > MOST_PARTS || voices != parts.size() || !(sum > 0) || !Double.isFinite(sum)) {
                throw new IllegalArgumentException("blend '" + name + "' has " + parts.size() + " parts, " + voices
                        + " voices and a sum of weights of " + sum);
            }
            parts = parts.stream()
                    .map(part -> new Part(part.voice(), part.weight() / sum))
                    .toList();
        }
    }
}

package io.mynah.api.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Compares what the code of an engine computes with results that another implementation recorded. */
@ConsumerType
public interface GoldenCheck {

    /**
     * How many records of a kind agree.
     *
     * @param kind such as {@code tokenizer}
     * @param passed how many agree
     * @param total how many there are
     * @param failures what does not agree, a line each
     */
    record Score(String kind, int passed, int total, List<String> failures) {
        public Score {
            failures = List.copyOf(failures);
        }
    }

    /**
     * Whether a folder holds records that this engine understands.
     *
     * @param set the folder, with the model that the records were made with
     */
    boolean understands(Path set);

    /**
     * Computes all that is recorded.
     *
     * @return one score for each kind of record
     * @throws IOException if a file is missing or cannot be read
     */
    List<Score> check(Path set) throws IOException;
}

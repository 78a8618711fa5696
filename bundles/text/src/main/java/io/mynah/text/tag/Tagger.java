package io.mynah.text.tag;

import io.mynah.text.data.EnglishData;
import io.mynah.text.data.PackedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each word of a text its part of speech, from left to right, by an averaged perceptron (after Matthew Honnibal's
 * greedy tagger): a word is judged by its form, its neighbours' forms and the two tags before it. Safe for use by
 * several threads.
 */
public final class Tagger {

    private static final String UNSEEN = "NN";

    private final TaggerModel model;

    private Tagger(TaggerModel model) {
        this.model = model;
    }

    public static Tagger load(EnglishData data) throws IOException {
        return new Tagger(TaggerModel.read(data));
    }

    /** Tags of the words, as many as there are words. */
    public List<String> tag(List<String> words) {
        List<String> forms = new ArrayList<>(words.size());
        for (String word : words) {
            forms.add(form(word));
        }
        Features features = new Features(words, forms);
        List<String> tags = new ArrayList<>(words.size());
        String previous = Features.START;
        String beforePrevious = Features.BEFORE_START;
        for (int i = 0; i < words.size(); i++) {
            String tag = certain(words.get(i));
            if (tag == null) {
                tag = predict(features, i, previous, beforePrevious);
            }
            tags.add(tag);
            beforePrevious = previous;
            previous = tag;
        }
        return tags;
    }

    private @Nullable String certain(String word) {
        int place = model.certain().find(word);
        return place == PackedTable.ABSENT
                ? null
                : model.tags().get(model.certain().at(place));
    }

    private String form(String word) {
        String form = WordShape.form(word);
        return model.vocabulary().find(form) == PackedTable.ABSENT ? "<" + WordShape.shape(word) + ">" : form;
    }

    private String predict(Features features, int index, String previous, String beforePrevious) {
        double[] scores = new double[model.tags().size()];
        boolean seen = false;
        PackedTable weights = model.weights();
        for (int feature = 0; feature < Features.COUNT; feature++) {
            int place = weights.find(features.feature(feature, index, previous, beforePrevious));
            if (place == PackedTable.ABSENT) {
                continue;
            }
            seen = true;
            int end = place + 1 + 3 * weights.at(place);
            for (int i = place + 1; i < end; i += 3) {
                // Sums of doubles in this order, not of tenths: equal scores then tie as they did in training.
                scores[weights.at(i)] += (short) (weights.at(i + 1) << 8 | weights.at(i + 2)) / 10.0;
            }
        }
        return seen ? model.tags().get(best(scores)) : UNSEEN;
    }

    /** The highest score; of equal ones the last. */
    private static int best(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] >= scores[best]) {
                best = i;
            }
        }
        return best;
    }
}

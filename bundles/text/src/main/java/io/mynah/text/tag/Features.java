package io.mynah.text.tag;

import java.util.List;

/** What the perceptron looks at, written as the weights' keys are. For one thread. */
final class Features {

    static final int COUNT = 15;
    static final String BEFORE_START = "-START2-";
    static final String START = "-START-";
    private static final String END = "-END-";
    private static final String AFTER_END = "-END2-";

    private final List<String> words;
    private final List<String> forms;
    private final StringBuilder feature = new StringBuilder();

    Features(List<String> words, List<String> forms) {
        this.words = words;
        this.forms = forms;
    }

    /**
     * One feature of a word; valid until the next call.
     *
     * @param number 0 to {@link #COUNT} - 1
     * @param previous tag of the word before
     * @param beforePrevious tag of the word before that
     */
    CharSequence feature(int number, int index, String previous, String beforePrevious) {
        String word = words.get(index);
        feature.setLength(0);
        switch (number) {
            case 0 -> feature.append('b');
            case 1 -> feature.append("s3=").append(WordShape.last(word, 3));
            case 2 -> feature.append("p1=").append(WordShape.first(word, 1));
            case 3 -> feature.append("w=").append(form(index));
            case 4 -> feature.append("sh=").append(WordShape.shape(word));
            case 5 -> feature.append(index == 0 ? "i0" : "i+");
            case 6 -> feature.append("t-1=").append(previous);
            case 7 -> feature.append("t-2=").append(beforePrevious);
            case 8 -> feature.append("t-12=").append(previous).append(',').append(beforePrevious);
            case 9 -> feature.append("w-1=").append(form(index - 1));
            case 10 -> feature.append("s3-1=").append(WordShape.last(form(index - 1), 3));
            case 11 -> feature.append("w-2=").append(form(index - 2));
            case 12 -> feature.append("w+1=").append(form(index + 1));
            case 13 -> feature.append("s3+1=").append(WordShape.last(form(index + 1), 3));
            case 14 -> feature.append("w+2=").append(form(index + 2));
            default -> throw new IllegalArgumentException("no feature " + number);
        }
        return feature;
    }

    private String form(int index) {
        if (index < 0) {
            return index == -1 ? START : BEFORE_START;
        }
        int beyond = index - forms.size();
        if (beyond < 0) {
            return forms.get(index);
        }
        return beyond == 0 ? END : AFTER_END;
    }
}

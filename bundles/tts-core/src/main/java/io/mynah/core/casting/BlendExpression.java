package io.mynah.core.casting;

import io.mynah.api.speech.SpeechException.InvalidVoice;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A mixture of voices as people write it: names joined by {@code +}, each with a weight in parentheses if it is not 1, such
 * as {@code af_heart(2)+my_voice.wav}. What the names mean is not known here.
 *
 * @param parts 1 to {@value #MOST_PARTS}, in the order in which they stand; a name may stand twice
 */
record BlendExpression(List<Part> parts) {

    static final int MOST_PARTS = 16;

    private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]*)?|\\.[0-9]+");

    /**
     * One voice of it.
     *
     * @param name not blank
     * @param weight positive and finite
     */
    record Part(String name, double weight) {}

    BlendExpression {
        parts = List.copyOf(parts);
    }

    /** Whether more than a name is written here. */
    static boolean isMore(String voice) {
        return voice.indexOf('+') >= 0 || (voice.endsWith(")") && voice.indexOf('(') > 0);
    }

    static BlendExpression parse(String text) throws InvalidVoice {
        if (text.chars().filter(c -> c == '+').count() >= MOST_PARTS) {
            throw new InvalidVoice("A mixture has at most " + MOST_PARTS + " voices");
        }
        List<Part> parts = new ArrayList<>();
        for (String part : text.split("\\+", -1)) {
            parts.add(part(part.strip()));
        }
        return new BlendExpression(parts);
    }

    private static Part part(String text) throws InvalidVoice {
        if (text.isEmpty()) {
            throw new InvalidVoice("A mixture of voices is written like af_heart(2)+am_michael: a name is missing");
        }
        if (!text.endsWith(")")) {
            return new Part(text, 1);
        }
        int open = text.lastIndexOf('(');
        String name = open < 0 ? "" : text.substring(0, open).strip();
        if (name.isEmpty()) {
            throw new InvalidVoice("A mixture of voices is written like af_heart(2)+am_michael, not '" + text + "'");
        }
        String weight = text.substring(open + 1, text.length() - 1).strip();
        double value = DECIMAL.matcher(weight).matches() ? Double.parseDouble(weight) : Double.NaN;
        if (!(value > 0 && value <= Double.MAX_VALUE)) {
            throw new InvalidVoice("The weight of '" + name + "' should be a positive number, not '" + weight + "'");
        }
        return new Part(name, value);
    }
}

package io.mynah.text.espeak;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * From espeak-ng's IPA to the alphabet that Kokoro's voices have been trained on, in which affricates and diphthongs are
 * one sign each. Source of the signs: the phoneme tables of misaki (hexgrad, Apache-2.0).
 */
final class KokoroPhonemes {

    private static final Map<String, String> TIED = new TreeMap<>(Map.ofEntries(
            Map.entry("a^ɪ", "I"),
            Map.entry("a^ʊ", "W"),
            Map.entry("d^z", "ʣ"),
            Map.entry("d^ʒ", "ʤ"),
            Map.entry("e^ɪ", "A"),
            Map.entry("o^ʊ", "O"),
            Map.entry("s^s", "S"),
            Map.entry("t^s", "ʦ"),
            Map.entry("t^ʃ", "ʧ"),
            Map.entry("ə^ʊ", "Q"),
            Map.entry("ɔ^ɪ", "Y")));

    /** {@code (^e^n)}: from here on a foreign word, and {@code (^h^i)}: back again. */
    private static final Pattern SWITCH = Pattern.compile("\\([\\p{L}^-]*\\)");

    private static final Pattern UNSPOKEN = Pattern.compile("[\\^\\-]");

    private KokoroPhonemes() {}

    /** The phonemes of a clause; signs that the voices do not know are left to the engine. */
    static String of(String ipa) {
        String phonemes = SWITCH.matcher(ipa).replaceAll("");
        for (Map.Entry<String, String> tied : TIED.entrySet()) {
            phonemes = phonemes.replace(tied.getKey(), tied.getValue());
        }
        return UNSPOKEN.matcher(phonemes).replaceAll("");
    }
}

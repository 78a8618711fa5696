package io.mynah.text.normalize;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Names of emoji, for texts in which there is nothing else to say. */
public final class Emoji {

    private Emoji() {}

    /** The Unicode names of a text's emoji, each once; empty if it has none. Skin tones and flags are left out. */
    public static String names(String text) {
        Set<String> names = new LinkedHashSet<>();
        text.codePoints().filter(Emoji::isNamed).forEach(c -> names.add(UCharacter.getName(c)));
        return String.join(", ", names).toLowerCase(Locale.ROOT);
    }

    private static boolean isNamed(int c) {
        return UCharacter.hasBinaryProperty(c, UProperty.EXTENDED_PICTOGRAPHIC) && UCharacter.getName(c) != null;
    }
}

package io.mynah.text.normalize;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Names of emoji, for texts in which there is nothing else to say. */
public final class Emoji {

    private Emoji() {}

    /** The Unicode names of a text's emoji, each once; empty if it has none. Skin tones and flags are left out. */
    public static String names(String text) {
        return text.codePoints()
                .filter(c -> UCharacter.hasBinaryProperty(c, UProperty.EXTENDED_PICTOGRAPHIC))
                .distinct()
                .mapToObj(UCharacter::getName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "))
                .toLowerCase(Locale.ROOT);
    }
}

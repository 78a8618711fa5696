package io.mynah.text.phoneme;

import io.mynah.text.unicode.Chars;

/**
 * What a run of parts can still be while it grows from its end to its beginning: an entry of a dictionary, initials with
 * dots, or capitals. Only the last two may be of any length. For one run.
 */
final class RunKind {

    /** No entry, its endings included, has more parts that are neither letters nor digits. */
    private static final int MOST_JOINTS = 7;
    /** No entry, its endings included, is longer. */
    private static final int LONGEST_ENTRY = 64;
    /** ASCII signs that may stand within an entry or a number. */
    private static final String JOINTS = ".'-,";

    private int joints;
    private int length;
    private boolean initials = true;
    private boolean capitals = true;
    private boolean dotFollows = true;

    /** Adds a part at the beginning; tells whether the run can still be something. */
    boolean allows(String part) {
        boolean letters = Chars.all(part, Character::isLetter);
        if (!letters && isJoint(part)) {
            if (part.charAt(0) < 128 && JOINTS.indexOf(part.charAt(0)) < 0) {
                return false;
            }
            joints++;
        }
        length += part.length();
        boolean dot = part.equals(".");
        initials &= dot || (letters && dotFollows && part.codePointCount(0, part.length()) <= 2);
        dotFollows = dot;
        capitals &= letters && Chars.all(part, Character::isUpperCase);
        return initials || capitals || (joints <= MOST_JOINTS && length <= LONGEST_ENTRY);
    }

    /** Whether a part is neither word nor number. */
    private static boolean isJoint(String part) {
        return !Chars.isWord(part.codePointAt(0)) && !Chars.any(part, Chars::isDecimal);
    }
}

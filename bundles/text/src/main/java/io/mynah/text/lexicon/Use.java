package io.mynah.text.lexicon;

import java.io.IOException;

/** What a pronunciation is for, where a word has several. */
enum Use {
    DEFAULT("DEFAULT"),
    /** The last word before a pause. */
    FINAL("None"),
    NOUN("NOUN"),
    VERB("VERB"),
    ADJECTIVE("ADJ"),
    ADVERB("ADV"),
    DETERMINER("DT"),
    PAST("VBD"),
    PARTICIPLE("VBN"),
    PRESENT("VBP");

    private static final Use[] ALL = values();

    private final String key;

    Use(String key) {
        this.key = key;
    }

    /** The use of a code that {@link #code} has given. */
    static Use of(int code) {
        return ALL[code];
    }

    /** A number, from 0, for the use that the dictionary calls so. */
    static int code(String key) throws IOException {
        for (int code = 0; code < ALL.length; code++) {
            if (ALL[code].key.equals(key)) {
                return code;
            }
        }
        throw new IOException("lexicon: unknown use '" + key + "' of a word");
    }

    /** Whether this is the use of words with a tag, or with the class of tags that it belongs to. */
    boolean isTag(String tag) {
        return key.equals(tag);
    }

    /** The class of tags that a tag belongs to. */
    static String family(String tag) {
        if (tag.startsWith("VB")) {
            return VERB.key;
        }
        if (tag.startsWith("NN")) {
            return NOUN.key;
        }
        if (tag.startsWith("RB") || tag.startsWith("ADV")) {
            return ADVERB.key;
        }
        if (tag.startsWith("JJ") || tag.startsWith("ADJ")) {
            return ADJECTIVE.key;
        }
        return tag;
    }
}

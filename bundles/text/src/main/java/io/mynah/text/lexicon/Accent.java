package io.mynah.text.lexicon;

/** Which English is spoken. */
public enum Accent {
    AMERICAN("en-US", "us", "oov"),
    BRITISH("en-GB", "gb", "oov_gb");

    private final String language;
    private final String code;
    private final String unknownWords;

    Accent(String language, String code, String unknownWords) {
        this.language = language;
        this.code = code;
        this.unknownWords = unknownWords;
    }

    /** BCP 47 tag. */
    public String language() {
        return language;
    }

    /** What the files of this accent have in their names. */
    String code() {
        return code;
    }

    /** Name of the model of unknown words, without its extension. */
    public String unknownWords() {
        return unknownWords;
    }
}

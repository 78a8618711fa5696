package io.mynah.text.phoneme;

import io.mynah.text.lexicon.Context;
import io.mynah.text.lexicon.Lexicon;
import io.mynah.text.lexicon.Phonemes;
import io.mynah.text.normalize.Emoji;
import io.mynah.text.normalize.Normalizer;
import io.mynah.text.tag.Tagger;
import io.mynah.text.token.InlineMark;
import io.mynah.text.token.Piece;
import io.mynah.text.token.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads texts in one accent. Safe for use by several threads; takes time in proportion to the text.
 *
 * <p>A text is normalised, cut into tokens, tagged, and then read from its end to its beginning, since words such as
 * "the" and "to" sound by what follows them.
 */
public final class Phonemizer {

    private final Normalizer normalizer;
    private final Tokenizer tokenizer;
    private final Tagger tagger;
    private final Lexicon lexicon;
    private final UnknownWords unknownWords;
    private final GroupReader groupReader;

    public Phonemizer(Normalizer normalizer, Tokenizer tokenizer, Tagger tagger, Lexicon lexicon, LetterModel letters) {
        this.normalizer = normalizer;
        this.tokenizer = tokenizer;
        this.tagger = tagger;
        this.lexicon = lexicon;
        this.unknownWords = new UnknownWords(lexicon, letters);
        this.groupReader = new GroupReader(lexicon, unknownWords);
    }

    /** How a text sounds: groups of phonemes with blanks where the text has them; empty if nothing can be spoken. */
    public String phonemes(String text) {
        String phonemes = read(normalizer.normalize(text));
        if (Phonemes.areSpoken(phonemes)) {
            return phonemes;
        }
        String emoji = Emoji.names(text);
        return emoji.isEmpty() ? phonemes : read(normalizer.normalize(emoji));
    }

    private String read(String text) {
        List<List<Token>> groups = TokenGroups.of(tokens(text));
        List<String> sounds = new ArrayList<>(groups.size());
        Context context = Context.END;
        for (int i = groups.size() - 1; i >= 0; i--) {
            List<Token> group = groups.get(i);
            String sound;
            if (group.size() == 1) {
                sound = read(group.get(0), context);
                context = Contexts.before(group.get(0).word(), sound, context);
            } else {
                GroupReader.Reading reading = groupReader.read(group, context);
                sound = reading.phonemes();
                context = reading.context();
            }
            boolean blank = group.get(group.size() - 1).blankAfter();
            sounds.add(blank ? sound + " " : sound);
        }
        Collections.reverse(sounds);
        // The dictionaries' signs for the flapped t and the glottal stop are not among the voices' phonemes.
        return String.join("", sounds).replace('ɾ', 'T').replace('ʔ', 't').strip();
    }

    private List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int place = 0;
        for (InlineMark mark : InlineMark.findAll(text)) {
            addTokens(text.substring(place, mark.start()), tokens);
            boolean blankAfter = mark.end() < text.length() && text.charAt(mark.end()) == ' ';
            Token token = new Token(mark.word(), "NN", blankAfter);
            token.sounds(mark.phonemes());
            tokens.add(token);
            place = mark.end();
        }
        addTokens(text.substring(place), tokens);
        return tokens;
    }

    private void addTokens(String text, List<Token> tokens) {
        List<Piece> pieces = tokenizer.tokenize(text);
        List<String> tags = tagger.tag(pieces.stream().map(Piece::text).toList());
        for (int i = 0; i < pieces.size(); i++) {
            tokens.add(
                    new Token(pieces.get(i).text(), tags.get(i), pieces.get(i).blankAfter()));
        }
    }

    private String read(Token token, Context context) {
        if (token.phonemes() != null) {
            return token.phonemes();
        }
        String sound = lexicon.read(token.word(), context);
        return sound == null ? unknownWords.read(token.text()) : sound;
    }
}

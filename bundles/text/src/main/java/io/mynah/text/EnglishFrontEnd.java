package io.mynah.text;

import io.mynah.api.model.ModelFolders;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.text.data.EnglishData;
import io.mynah.text.lexicon.Accent;
import io.mynah.text.lexicon.Lexicon;
import io.mynah.text.normalize.Normalizer;
import io.mynah.text.normalize.NumberWords;
import io.mynah.text.phoneme.LetterModel;
import io.mynah.text.phoneme.Phonemizer;
import io.mynah.text.tag.Tagger;
import io.mynah.text.token.Tokenizer;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * English, American and British. The American tables are loaded in the background as soon as the component is active;
 * the British ones when they are first needed.
 */
@Component(
        service = TextFrontEnd.class,
        property = {TextFrontEnd.LANGUAGES + "=en-US", TextFrontEnd.LANGUAGES + "=en-GB"})
public final class EnglishFrontEnd implements TextFrontEnd, AutoCloseable {

    /**
     * The sign of a number. It is spelled before a text is spoken, since the tagger takes some negative numbers for
     * punctuation, which would leave them unsaid; {@link #phonemes} itself agrees with the peer.
     */
    private static final Pattern NEGATIVE = Pattern.compile("(?<![^\\s(])-(?=\\d)");

    private final Deferred<SentenceCutter> sentences;
    private final Map<Accent, Deferred<Phonemizer>> phonemizers = new EnumMap<>(Accent.class);
    private final List<LetterModel> letterModels = new ArrayList<>();

    @Activate
    public EnglishFrontEnd(BundleContext context) throws FileNotFoundException {
        this(ModelFolders.of(context.getProperty(ModelFolders.PROPERTY)));
    }

    /**
     * A front end without OSGi.
     *
     * @throws FileNotFoundException if none of them has English
     */
    EnglishFrontEnd(ModelFolders models) throws FileNotFoundException {
        EnglishData data = EnglishData.find(models);
        NumberWords numbers = new NumberWords();
        Deferred<Normalizer> normalizer = new Deferred<>("normaliser", () -> Normalizer.load(data, numbers));
        Deferred<Tokenizer> tokenizer = new Deferred<>("tokenizer", () -> Tokenizer.load(data));
        Deferred<Tagger> tagger = new Deferred<>("tagger", () -> Tagger.load(data));
        sentences = new Deferred<>("sentences", SentenceCutter::new);
        for (Accent accent : Accent.values()) {
            LetterModel letters = new LetterModel(data, accent);
            letterModels.add(letters);
            phonemizers.put(accent, new Deferred<>(accent.language(), () -> {
                Lexicon lexicon = Lexicon.load(data, accent, numbers);
                return new Phonemizer(normalizer.get(), tokenizer.get(), tagger.get(), lexicon, letters);
            }));
        }
        tagger.begin();
        phonemizer(Accent.AMERICAN.language()).begin();
    }

    @Override
    public List<String> languages() {
        return Arrays.stream(Accent.values()).map(Accent::language).toList();
    }

    @Override
    public List<String> sentences(String text, String language) {
        phonemizer(language);
        return sentences.get().cut(NEGATIVE.matcher(text).replaceAll("minus "));
    }

    @Override
    public String phonemes(String text, String language) {
        return phonemizer(language).get().phonemes(text);
    }

    private Deferred<Phonemizer> phonemizer(String language) {
        for (Map.Entry<Accent, Deferred<Phonemizer>> entry : phonemizers.entrySet()) {
            if (entry.getKey().language().equals(language)) {
                return entry.getValue();
            }
        }
        throw new IllegalArgumentException("language '" + language + "' is not one of " + languages());
    }

    /** Waits for those that are reading, then frees what is not memory. */
    @Deactivate
    @Override
    public void close() {
        letterModels.forEach(LetterModel::close);
    }
}

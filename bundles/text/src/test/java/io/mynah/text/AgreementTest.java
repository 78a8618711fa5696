package io.mynah.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelFolders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many words sound as the Python package hibari-tts reads them; the files have a sentence, a tab, its phonemes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgreementTest {

    private static final double WANTED = 0.99;

    private EnglishFrontEnd english;

    @BeforeAll
    void open() throws IOException {
        english = new EnglishFrontEnd(ModelFolders.of(System.getProperty(ModelFolders.PROPERTY)));
    }

    @AfterAll
    void close() {
        english.close();
    }

    @ParameterizedTest
    @CsvSource({"g2p_us.tsv, en-US", "g2p_gb.tsv, en-GB", "own_us.tsv, en-US", "own_gb.tsv, en-GB"})
    void phonemes_sentencesOfThePeer_agree(String file, String language) throws IOException {
        int words = 0;
        int agreed = 0;
        for (String line : lines(file)) {
            int tab = line.indexOf('\t');
            List<String> expected = words(line.substring(tab + 1));
            List<String> found = words(english.phonemes(line.substring(0, tab), language));
            words += expected.size();
            agreed += longestCommonSubsequence(expected, found);
        }
        System.out.printf("%s: %d of %d words agree, %.2f %%%n", file, agreed, words, 100.0 * agreed / words);
        assertTrue(words > 1000, "the file has sentences");
        assertTrue(agreed >= WANTED * words, agreed + " of " + words + " words agree");
    }

    private static List<String> lines(String file) throws IOException {
        InputStream stream = Objects.requireNonNull(AgreementTest.class.getResourceAsStream("/g2p/" + file));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static List<String> words(String phonemes) {
        return List.of(phonemes.strip().split(" +"));
    }

    private static int longestCommonSubsequence(List<String> a, List<String> b) {
        int[][] lengths = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                lengths[i][j] = a.get(i - 1).equals(b.get(j - 1))
                        ? lengths[i - 1][j - 1] + 1
                        : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
            }
        }
        return lengths[a.size()][b.size()];
    }
}

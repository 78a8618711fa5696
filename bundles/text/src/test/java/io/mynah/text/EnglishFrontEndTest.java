package io.mynah.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelFolders;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EnglishFrontEndTest {

    private static final String US = "en-US";
    private static final String GB = "en-GB";

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
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello there. | həlˈO ðˈɛɹ.",
                "I read it. | ˌI ɹˈɛd ɪt.",
                "the apple, the pear | ði ˈæpᵊl, ðə pˈɛɹ",
                "B2B | bˈitəbˈi",
                "Hi [Kokoro](/kˈOkəɹO/)! | hˈI kˈOkəɹO!",
                "U.S.A. | jˌuˌɛsˈA",
                "King Charles | kˈɪŋ ʧˈɑɹlz",
                "Henry VIII | hˈɛnɹi ði ˈAθ",
                "😀 | ɡɹˈɪnɪŋ fˈAs",
                "$1.05 | wˈʌn dˈɑləɹ ænd fˈIv sˈɛnts",
                "747s | sˈɛvən hˈʌndɹəd fˈɔɹTi sˈɛvənz",
                "1905 | nˌIntˈin ˈO fˈIv"
            })
    void phonemes_american_areThese(String text, String phonemes) {
        assertEquals(phonemes, english.phonemes(text, US));
    }

    /** Digits and letters that fonts and other scripts write in their own ways. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Meet at 𝟏𝟐:𝟑𝟎. | Meet at 12:30.",
                "𝟏/𝟐 of it | 1/2 of it",
                "Call 𝟓𝟓𝟓-𝟏𝟐𝟑𝟒. | Call 555-1234.",
                "Room ٤٢ | Room 42",
                "𝓩𝔂𝔁𝔀𝓺 | Zyxwq",
                "Ｚｙｘｗｑ | Zyxwq"
            })
    void phonemes_otherwiseWritten_soundAsThePlainText(String text, String plain) {
        assertEquals(spoken(plain), spoken(text));
    }

    private String spoken(String text) {
        return english.sentences(text, US).stream()
                .map(sentence -> english.phonemes(sentence, US))
                .collect(Collectors.joining(" "));
    }

    /** The tagger takes the number for punctuation; see the README. */
    @Test
    void negativeNumber_spoken_hasItsSign() {
        List<String> spoken = english.sentences("It was -40°C (-3 at night), not 5-3 or e-5.", US);
        assertEquals(List.of("It was minus 40°C (minus 3 at night), not 5-3 or e-5."), spoken);
        String phonemes = english.phonemes("It was minus 40°C.", US);
        assertEquals("ˌɪt wʌz mˈInəs fˈɔɹTi dəɡɹˈiz sˈɛlsiəs.", phonemes);
    }

    @Test
    void phonemes_british_hasItsOwnSounds() {
        assertEquals("həlˈQ ðˈɛː.", english.phonemes("Hello there.", GB));
    }

    @Test
    void phonemes_webAddress_spellsWww() {
        String phonemes = english.phonemes("www.zyxwq.org/a", US);

        assertTrue(phonemes.startsWith("dˌʌbᵊljudˌʌbᵊljudˈʌbᵊlju "), phonemes);
    }

    @Test
    void phonemes_languageNotOffered_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> english.phonemes("Guten Tag", "de-DE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\0",
                "\uD800",
                "\uDC00 \uD83D",
                "\u200D",
                "()",
                "...",
                "日本語",
                "\uFFFF",
                "[](//)",
                "e\u0301"
            })
    void phonemes_nothingToSpeak_isNoFailure(String text) {
        assertTrue(english.phonemes(text, US).length() <= 40);
        assertTrue(english.sentences(text, GB).size() <= 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.",
                "a@",
                "7",
                "(",
                "x",
                "a-",
                "aB",
                "[",
                "1,111",
                "$1 ",
                "1/",
                "12:",
                "😀",
                "\uD800",
                "Dr. ",
                "King I ",
                "…",
                "'",
                "](",
                "[x](/",
                "%'",
                "January 1 ",
                "http://a.b/",
                "1-"
            })
    void phonemes_flood_areReadInParts(String part) {
        String flood = part.repeat(20_000 / part.length());

        int length = english.phonemes(flood, US).length();

        assertTrue(length <= 10 * flood.length(), "an output of " + length + " characters");
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000})
    void phonemes_endlessWord_isSpelledAfterItsBeginning(int letters) {
        String word = IntStream.range(0, letters)
                .mapToObj(i -> String.valueOf((char) ('a' + i % 26)))
                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                .toString();

        String phonemes = english.phonemes(word, US);

        assertTrue(phonemes.split(" ", -1).length > letters - 100);
    }

    @Test
    void phonemes_severalThreads_agree() throws Exception {
        String text = "The frobnicator of Dr. Zyxwq cost $3.2 billion on 3/5/2024.";
        String expected = english.phonemes(text, US);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<String> reading = () -> english.phonemes(text, US);
            for (Future<String> reader : threads.invokeAll(
                    IntStream.range(0, 50).mapToObj(i -> reading).toList())) {
                assertEquals(expected, reader.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void phonemes_afterClose_unknownWordIsRefusedAndKnownOneIsNot() throws IOException {
        EnglishFrontEnd closed = new EnglishFrontEnd(ModelFolders.of(System.getProperty(ModelFolders.PROPERTY)));
        closed.close();

        assertFalse(closed.phonemes("hello", US).isEmpty());
        assertThrows(IllegalStateException.class, () -> closed.phonemes("zyxwq", US));
    }

    @Test
    void open_withoutData_saysWhere(@TempDir Path empty) {
        FileNotFoundException failure = assertThrows(
                FileNotFoundException.class, () -> new EnglishFrontEnd(ModelFolders.of(empty.toString())).close());

        assertTrue(failure.getMessage().contains(empty.toString()), failure.getMessage());
    }

    @Test
    void languages_areBoth() {
        assertEquals(List.of(US, GB), english.languages());
    }
}

package io.mynah.text.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mynah.api.model.ModelFolders;
import io.mynah.text.data.EnglishData;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NormalizerTest {

    private Normalizer normalizer;

    @BeforeAll
    void load() throws IOException {
        normalizer = Normalizer.load(
                EnglishData.find(ModelFolders.of(System.getProperty(ModelFolders.PROPERTY))), new NumberWords());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at 9:05 pm. | at nine oh five P.M.",
                "at 7:00 | at seven o'clock",
                "12:30:01 | twelve thirty and one second",
                "25:61 | 25:61",
                "2024-03-05 | March fifth, 2024",
                "3/5/99 | March fifth, 1999",
                "31/12/2024 | December thirty-first, 2024",
                "Mar. 3rd, 2024 | March third, 2024",
                "5 Sept 1920 | the fifth of September 1920",
                "$3.2 billion | 3.2 billion dollars",
                "£5m | 5 million pounds",
                "$5.25 | $5.25",
                "Rs. 1 | 1 rupee",
                "50¢ | 50 cents",
                "5 km, 1 kg | 5 kilometers, 1 kilogram",
                "-40 °C | -40 degrees Celsius",
                "20° | 20 degrees",
                "St Paul, Lt. Gray | Saint Paul, Lieutenant Gray",
                "Elm St. vs. Oak Ave. | Elm Street versus Oak Avenue.",
                "No. 5, #6 | Number 5, number 6",
                "Chapter IV, Henry VIII | Chapter 4, Henry the eighth",
                "King Charles, Type C, George C. Scott | King Charles, Type C, George C. Scott",
                "555-1234 | 5 5 5, 1 2 3 4",
                "2/3, 1/2, 24/7 | 2 thirds, one half, 24 slash 7",
                "5-10 | 5 to 10",
                "+5 | plus 5",
                "a = b | a equals b",
                "1½ × 2 | 1 one half times 2",
                "don’t  stop ! | don't stop!"
            })
    void normalize_written_isSpoken(String written, String spoken) {
        assertEquals(spoken, normalizer.normalize(written));
    }

    @ParameterizedTest
    @CsvSource({"0540, five forty", "1905, nineteen oh five", "2000, two thousand", "1900, nineteen hundred"})
    void year_digits_areSpoken(String digits, String words) {
        assertEquals(words, String.join(" ", new NumberWords().year(digits)));
    }

    @ParameterizedTest
    @CsvSource({"0, zero", "1234, one thousand two hundred thirty four", "1000000000000000000000, 22"})
    void cardinal_digits_areSpokenOrReadOneByOne(String digits, String words) {
        String spoken = String.join(" ", new NumberWords().cardinal(digits));

        assertEquals(words, digits.length() > 18 ? String.valueOf(spoken.split(" ", -1).length) : spoken);
    }
}

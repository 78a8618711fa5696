package io.mynah.text.lexicon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StressTest {

    @ParameterizedTest
    @CsvSource({
        "AS_IS, kˈæt, kˈæt",
        "NONE, ˌɪn, ɪn",
        "WEAKER, nˌIntˈin, nIntˌin",
        "WEAKER, ðə, ðə",
        "SECONDARY, ðə, ðˌə",
        "SOME, kˈæt, kˈæt",
        "SOME, ðə, ðˌə",
        "SOME, hm, hm",
        "STRONG, ðə, ðˈə",
        "STRONG, ˌʌs, ˈʌs"
    })
    void apply_phonemes_haveTheirStressChanged(Stress stress, String phonemes, String changed) {
        assertEquals(changed, stress.apply(phonemes));
    }
}

package io.mynah.text.espeak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EspeakFrontEndTest {

    /** All signs that Kokoro's and hibari's voices know. */
    private static final Set<Integer> ALPHABET =
            ";:,.!?—…\"()“” \u0303ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ"
                    .codePoints()
                    .boxed()
                    .collect(Collectors.toSet());

    private final EspeakProcess program = new EspeakProcess("espeak-ng");
    private final EspeakFrontEnd frontEnd = new EspeakFrontEnd(program);

    private void assumeInstalled() {
        assumeTrue(program.version().isPresent(), "espeak-ng is not installed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "es-ES | Hola, amigo. ¿Qué tal? | ˈola, amˈiɣo. kˈe tˈal?",
                "fr-FR | Bonjour, « madame » ! | bɔ̃ʒˈuʁ, “ madˈam ” !",
                "it-IT | La pizza; ciao… | la pˈiʦːa; ʧˈao…",
                "pt-BR | Olá: tudo? | olˈa: tˈudʊ?",
                "es-ES | Digo [tomate](/tomˈate/) aquí. | dˈiɣo tomˈate akˈi."
            })
    void phonemes_language_soundsSoAndKeepsPunctuation(String language, String text, String phonemes) {
        assumeInstalled();
        assertEquals(phonemes, frontEnd.phonemes(text, language));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "…!?", "[[", "¡¿", "\u0000"})
    void phonemes_nothingToSpeak_isNoFailure(String text) {
        assumeInstalled();
        frontEnd.languages().forEach(language -> {
            String phonemes = frontEnd.phonemes(text, language);
            assertTrue(phonemes.chars().noneMatch(Character::isLetter), phonemes);
        });
    }

    @Test
    void phonemes_hindi_endsWithAFullStop() {
        assumeInstalled();
        String phonemes = frontEnd.phonemes("नमस्ते।", "hi-IN");
        assertTrue(phonemes.startsWith("n") && phonemes.endsWith("."), phonemes);
    }

    /** Names of foreign languages, commands in brackets and clauses of any length. */
    @ParameterizedTest
    @ValueSource(strings = {"Los jeans check [[hɛloʊ]] <b>x</b> {y}", "3,5 y 1.000 a las 12:30 en www.ejemplo.es"})
    void phonemes_anyText_staysWithinTheAlphabet(String text) {
        assumeInstalled();
        for (String language : frontEnd.languages()) {
            String phonemes = frontEnd.phonemes(text, language);
            Set<String> strange = phonemes.codePoints()
                    .filter(sign -> !ALPHABET.contains(sign))
                    .mapToObj(Character::toString)
                    .collect(Collectors.toSet());
            assertEquals(Set.of(), strange, language + ": " + phonemes);
        }
    }

    @Test
    void phonemes_longClauseWithoutPunctuation_losesNothing() {
        assumeInstalled();
        String one = frontEnd.phonemes("palabra", "es-ES");
        String phonemes = frontEnd.phonemes("palabra ".repeat(90).strip(), "es-ES");
        assertEquals(89, phonemes.chars().filter(sign -> sign == ' ').count());
        assertTrue(phonemes.startsWith(one + " "), phonemes);
    }

    @Test
    void sentences_text_areCut() {
        assertEquals(List.of("¿Qué tal?", "Muy bien."), frontEnd.sentences("¿Qué tal? Muy bien.", "es-ES"));
        assertThrows(IllegalArgumentException.class, () -> frontEnd.sentences("Guten Tag.", "de-DE"));
    }

    @Test
    void version_programIsMissing_isEmpty() {
        assertEquals(Optional.empty(), new EspeakProcess("no-such-program").version());
    }

    @Test
    void phonemes_programFails_saysSo(@TempDir Path folder) throws IOException {
        Path program = Files.writeString(folder.resolve("fails"), "#!/bin/sh\ncat >/dev/null\nexit 3\n");
        assertTrue(program.toFile().setExecutable(true));
        EspeakFrontEnd failing = new EspeakFrontEnd(new EspeakProcess(program.toString()));
        assertThrows(UncheckedIOException.class, () -> failing.phonemes("hola", "es-ES"));
    }
}

package io.mynah.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.cli.Arguments.UsageException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void new_optionsAndWordInAnyOrder_areToldApart() throws Exception {
        Arguments arguments = parse("--voice", "heart", "Hello there", "-o", "-", "--british", "--speed=2");
        assertEquals("Hello there", arguments.onlyWord("text"));
        assertEquals("heart", arguments.value("--voice").orElseThrow());
        assertEquals("2", arguments.value("--speed").orElseThrow());
        assertEquals("-", arguments.value("-o").orElseThrow());
        assertTrue(arguments.has("--british"));
    }

    @Test
    void new_afterTwoDashes_nothingIsAnOption() throws Exception {
        Arguments arguments = parse("--", "--voice");
        assertEquals("--voice", arguments.onlyWord("text"));
        assertFalse(arguments.has("--voice"));
    }

    @Test
    void new_singleDash_isAWord() throws Exception {
        assertEquals("-", parse("-").onlyWord("file"));
    }

    @Test
    void new_unknownOrIncomplete_isRefused() {
        assertEquals("unknown option --loud", refused("--loud"));
        assertEquals("unknown option --british", refused("--british=yes"));
        assertEquals("--voice wants a value", refused("x", "--voice"));
    }

    @Test
    void onlyWord_noneOrTwo_isRefused() {
        assertThrows(UsageException.class, () -> parse().onlyWord("text"));
        assertThrows(UsageException.class, () -> parse("a", "b").onlyWord("text"));
    }

    private static String refused(String... args) {
        return assertThrows(UsageException.class, () -> parse(args)).getMessage();
    }

    private static Arguments parse(String... args) throws UsageException {
        return new Arguments(args, Set.of("--voice", "--speed", "-o"), Set.of("--british"));
    }
}

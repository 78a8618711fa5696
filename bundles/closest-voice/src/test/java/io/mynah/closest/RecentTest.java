package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent<String> recent = new Recent<>(2, known -> !known.startsWith("busy"));

    @Test
    void keep_moreThanTheLimit_dropsWhoeverWasNotAskedForLongest() {
        recent.keep(subject("a"), "one");
        recent.keep(subject("b"), "two");
        recent.get(subject("a"));
        recent.keep(subject("c"), "three");

        assertEquals(Optional.of("one"), recent.get(subject("a")));
        assertTrue(recent.get(subject("b")).isEmpty());
        assertEquals(Optional.of("three"), recent.get(subject("c")));
    }

    @Test
    void keep_whatIsKnown_staysAsItWas() {
        recent.keep(subject("a"), "one");

        assertEquals(Optional.of("one"), recent.keep(subject("a"), "two"));
    }

    @Test
    void keep_whereSomeMustStay_dropsOthersOrHasNoRoom() {
        recent.keep(subject("a"), "busy 1");
        recent.keep(subject("b"), "idle");

        assertEquals(Optional.of("busy 2"), recent.keep(subject("c"), "busy 2"));
        assertTrue(recent.get(subject("b")).isEmpty());
        assertTrue(recent.keep(subject("d"), "idle").isEmpty());
        assertEquals(Optional.of("busy 1"), recent.get(subject("a")));
    }

    @Test
    void remove_somethingElse_leavesWhatIsKept() {
        recent.keep(subject("a"), "one");
        recent.remove(subject("a"), "two");
        assertEquals(Optional.of("one"), recent.get(subject("a")));

        recent.remove(subject("a"), "one");
        assertTrue(recent.get(subject("a")).isEmpty());
    }

    @Test
    void forget_content_isGoneWhoeverSpoke() {
        recent.keep(new Subject("a", "kokoro"), "one");
        recent.keep(new Subject("a", "another"), "two");

        assertEquals(List.of("one", "two"), recent.forget("a"));

        assertTrue(recent.get(new Subject("a", "kokoro")).isEmpty());
        assertTrue(recent.get(new Subject("a", "another")).isEmpty());
    }

    private static Subject subject(String content) {
        return new Subject(content, "circumstances");
    }
}

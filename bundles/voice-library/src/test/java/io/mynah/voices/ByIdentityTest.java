package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByIdentityTest {

    @TempDir
    private Path folder;

    private Path file;
    private final AtomicInteger inquiries = new AtomicInteger();

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("a"), "one");
    }

    private String content(ByIdentity<String> known) throws IOException {
        return known.get(file, path -> {
            inquiries.incrementAndGet();
            return Files.readString(path);
        });
    }

    @Test
    void get_fileLeftAlone_isReadOnce() throws Exception {
        ByIdentity<String> known = new ByIdentity<>(LibraryTest.LATER);

        assertEquals("one", content(known));
        assertEquals("one", content(known));
        assertEquals(1, inquiries.get());
    }

    @Test
    void get_fileWrittenThisMoment_isReadAgain() throws Exception {
        ByIdentity<String> known = new ByIdentity<>(
                Clock.fixed(Files.getLastModifiedTime(file).toInstant().plusMillis(50), ZoneOffset.UTC));

        content(known);
        content(known);

        assertEquals(2, inquiries.get());
    }

    @Test
    void get_fileReplaced_isReadAgain() throws Exception {
        ByIdentity<String> known = new ByIdentity<>(LibraryTest.LATER);
        content(known);
        Path other = Files.writeString(folder.resolve("b"), "two");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertEquals("two", content(known));
    }

    @Test
    void of_sameSizeAndTimeSetBack_isAnotherIdentity() throws Exception {
        FileTime stamp = Files.getLastModifiedTime(file);
        FileIdentity before = FileIdentity.of(file);
        while (before.equals(FileIdentity.of(file))) { // until the kernel's clock has ticked
            Files.writeString(file, "two");
            Files.setLastModifiedTime(file, stamp);
        }

        FileIdentity after = FileIdentity.of(file);
        assertEquals(before.modified(), after.modified());
        assertEquals(before.size(), after.size());
        assertNotEquals(before, after);
    }

    @Test
    void isSettled_coarseTimes_needLonger() {
        Instant coarse = Instant.parse("2026-01-01T00:00:00Z");
        Instant fine = coarse.plusNanos(1);

        assertFalse(identity(coarse).isSettled(coarse.plusMillis(1_900)));
        assertTrue(identity(coarse).isSettled(coarse.plusMillis(2_100)));
        assertFalse(identity(fine).isSettled(fine.plusMillis(90)));
        assertTrue(identity(fine).isSettled(fine.plusMillis(110)));
    }

    private static FileIdentity identity(Instant changed) {
        return new FileIdentity(3, FileTime.fromMillis(0), FileTime.from(changed), null);
    }
}

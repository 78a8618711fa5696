package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mynah.api.speech.NewClip;
import io.mynah.api.speech.SpeechException.AlreadyExists;
import io.mynah.api.speech.SpeechException.ConversionFailed;
import io.mynah.api.speech.SpeechException.InvalidFilename;
import io.mynah.api.speech.SpeechException.NotSaved;
import io.mynah.api.speech.SpeechException.StorageFull;
import io.mynah.api.speech.SpeechException.TooLarge;
import io.mynah.api.speech.SpeechException.UnusableClip;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clips that are not taken in, and what stays of them: nothing. */
class RefusedAddTest extends LibraryTest {

    private static final byte[] SIX_SECONDS = Wav.ofSeconds(6);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".wav",
                ".hidden.wav",
                "../a.wav",
                "/a.wav",
                "sub/a.wav",
                "..\\a.wav",
                "a\0.wav",
                "a\r\nb.wav",
                "..",
                "a/",
                "folder.wav",
                "a.wav."
            })
    void add_invalidName_isRefusedAndNothingIsMade(String name) throws Exception {
        Files.createDirectory(references.resolve("folder.wav"));

        InvalidFilename e = assertThrows(InvalidFilename.class, () -> add(content(SIX_SECONDS), name, true));

        assertEquals("Invalid target filename", e.getMessage());
        assertEquals(List.of("folder.wav"), visible());
        assertEquals(List.of("references"), List.of(outside.toFile().list()));
    }

    @Test
    void add_overlongName_isRefused() {
        assertThrows(InvalidFilename.class, () -> add(content(SIX_SECONDS), "x".repeat(300) + ".wav", false));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("a.txt", "6", "Unsupported audio format: .txt. Supported: ['.wav', '.mp3', '.ogg', '.flac']"),
                arguments("a", "6", "Unsupported audio format: . Supported: ['.wav', '.mp3', '.ogg', '.flac']"),
                arguments("a.wav", "<html>", "Could not read audio file: DIR/a.wav"),
                arguments("a.wav", "", "Could not read audio file: DIR/a.wav"),
                arguments("a.mp3", "UNREADABLE", "Could not read audio file: DIR/a.mp3"),
                arguments("a.mp3", "3.2", "Audio too short: 3.2s. Must be at least 5.0 seconds"),
                arguments("a.mp3", "61", "Audio too long: 61.0s. Must be at most 60.0 seconds"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void add_unusableClip_saysWhyAndChangesNothing(String name, String content, String message) throws Exception {
        Files.write(references.resolve("a.wav"), SIX_SECONDS);
        Files.writeString(references.resolve("a.mp3"), "9");

        UnusableClip e = assertThrows(UnusableClip.class, () -> add(content(content), name, true));

        assertEquals(message.replace("DIR", references.toString()), e.getMessage());
        assertArrayEquals(SIX_SECONDS, Files.readAllBytes(references.resolve("a.wav")));
        assertEquals("9", Files.readString(references.resolve("a.mp3")));
        assertEquals(List.of(), drafts());
    }

    @Test
    void add_tooLongByItsOwnAccount_isNotDecoded() {
        assertThrows(UnusableClip.class, () -> add(content("36000"), "a.flac", false));
        assertEquals(0, converter.conversions.get());
    }

    @Test
    void add_existingName_isRefusedBeforeItIsDecoded() throws Exception {
        compressed("a.mp3", "9");

        AlreadyExists e = assertThrows(AlreadyExists.class, () -> add(content("6"), "a.mp3", false));

        assertEquals("File already exists: a.mp3. Set overwrite=true to replace it.", e.getMessage());
        assertEquals(0, converter.conversions.get());
        assertEquals(List.of(), drafts());
    }

    @Test
    void add_overTheLimit_stopsReading() throws Exception {
        long[] read = {0};
        InputStream endless = octets(() -> {
            read[0]++;
            return 'x';
        });

        TooLarge e = assertThrows(TooLarge.class, () -> add(endless, "a.wav", false));

        assertEquals("File too large. Limit: " + LIMIT + " bytes", e.getMessage());
        assertTrue(read[0] <= LIMIT + 64 * 1024, "read " + read[0]);
        assertEquals(List.of(), visible());
        assertEquals(List.of(), drafts());
        assertEquals(LIMIT, library.uploadLimit());
    }

    @Test
    void add_senderGone_leavesNothing() throws Exception {
        InputStream broken = new SequenceInputStream(content(SIX_SECONDS), octets(() -> {
            throw new IOException("connection reset");
        }));

        assertThrows(IOException.class, () -> add(broken, "a.wav", false));
        assertEquals(List.of(), visible());
        assertEquals(List.of(), drafts());
    }

    /** A file in the place of the library's own folder stops everybody, even root; a read-only volume does the same. */
    @Test
    void add_folderNotWritable_isTheServersFault() throws Exception {
        Files.createFile(references.resolve(".mynah"));

        NotSaved e = assertThrows(NotSaved.class, () -> add(content(SIX_SECONDS), "a.wav", false));

        assertEquals("Failed to save the file", e.getMessage());
        assertEquals(List.of(), visible());
    }

    @Test
    void add_diskFullForTheTwin_changesNothing() throws Exception {
        compressed("a.mp3", "9");

        assertThrows(StorageFull.class, () -> add(content("STORAGE_FULL"), "a.mp3", true));
        assertEquals("9", Files.readString(references.resolve("a.mp3")));
    }

    @Test
    void copy_diskFull_isToldFromASenderThatBreaksOff() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        StorageFull e = assertThrows(StorageFull.class, () -> Intake.copy(content(SIX_SECONDS), full, Long.MAX_VALUE));

        assertEquals("Not enough disk space; nothing was saved", e.getMessage());
    }

    @Test
    void receive_notKept_leavesNothing() throws Exception {
        try (NewClip received = library.receive(content(SIX_SECONDS))) {
            assertEquals(1, drafts().size());
            assertThrows(InvalidFilename.class, () -> received.keepAs("../a.wav", true));
        }
        assertEquals(List.of(), drafts());
        assertEquals(List.of(), visible());
    }

    @Test
    void add_converterFails_isNotTheClipsFault() {
        assertThrows(ConversionFailed.class, () -> add(content("FAILED"), "a.mp3", false));
    }
}

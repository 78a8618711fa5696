package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.mynah.api.audio.WavHeader;
import io.mynah.api.speech.SpeechException.AlreadyExists;
import io.mynah.api.speech.SpeechException.InvalidFilename;
import io.mynah.api.speech.SpeechException.VoiceNotFound;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceNotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user's voices, managed: listed, renamed, removed, handed out. */
class ShelfTest extends LibraryTest {

    private List<String> all() {
        return library.all().stream().map(UserVoice::filename).toList();
    }

    @Test
    void all_kinds_areThereWithoutTwins() throws Exception {
        wav("b.wav", 6);
        compressed("a.mp3", "7.5");
        library.find("a"); // makes a.wav
        Files.writeString(references.resolve("dusk.blend"), "heart+b");
        Files.writeString(references.resolve("notes.txt"), "no voice");

        assertEquals(List.of("a.mp3", "b.wav", "dusk.blend"), all());
        assertEquals(7.5, voice("a").clip().duration());
        assertNull(voice("a").blend());
        assertNull(voice("dusk").clip());
        assertEquals("heart+b", voice("dusk").blend());
        assertEquals(7, voice("dusk").bytes());
        assertEquals(VoiceNotes.NONE, voice("dusk").notes());
    }

    @ParameterizedTest
    @CsvSource({"a,a.mp3", "a.mp3,a.mp3", "a.wav,a.mp3", "dusk,dusk.blend", "dusk.blend,dusk.blend", "b,b.wav"})
    void voice_name_meansWhatRequestsMeanByIt(String name, String filename) throws Exception {
        wav("b.wav", 6);
        Files.writeString(references.resolve("b.blend"), "heart");
        compressed("a.mp3", "7.5");
        library.find("a");
        Files.writeString(references.resolve("dusk.blend"), "heart+b");

        assertEquals(filename, voice(name).filename());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "../secret", "../secret.blend", "/etc/passwd", ".hidden", "", "a\0", "notes.txt"})
    void voice_nothingOfTheUsers_isEmpty(String name) throws Exception {
        Files.writeString(outside.resolve("secret.blend"), "heart");
        Files.writeString(references.resolve("notes.txt"), "no voice");

        assertEquals(Optional.empty(), library.voice(name));
        assertEquals(Optional.empty(), library.voice("x".repeat(5_000)));
    }

    @Test
    void rename_clip_takesNotesAlongAndLeavesNoTwin() throws Exception {
        compressed("a.mp3", "6");
        library.find("a");
        library.note(voice("a"), before -> NOTES);

        UserVoice renamed = library.rename(voice("a"), "my.aunt");

        assertEquals("my.aunt.mp3", renamed.filename());
        assertEquals(NOTES, renamed.notes());
        assertEquals(List.of("my.aunt.mp3"), visible());
        assertEquals(1, kept().size(), "the notes");
        assertEquals(
                6, WavHeader.read(library.find("my.aunt").orElseThrow().wav()).seconds());
    }

    @Test
    void rename_toTheNameOfAVoiceThatWas_doesNotInheritItsNotes() throws Exception {
        wav("a.wav", 6);
        wav("b.wav", 6);
        library.note(voice("b"), before -> NOTES);
        Files.delete(references.resolve("b.wav"));

        assertEquals(VoiceNotes.NONE, library.rename(voice("a"), "b").notes());
    }

    @Test
    void rename_taken_isRefusedAndNothingChanges() throws Exception {
        wav("a.wav", 6);
        wav("b.wav", 9);
        library.note(voice("a"), before -> NOTES);

        assertThrows(AlreadyExists.class, () -> library.rename(voice("a"), "b.wav"));
        assertEquals(9, voice("b").clip().duration());
        assertEquals(NOTES, voice("a").notes());
        assertEquals("a.wav", library.rename(voice("a"), "a").filename());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../b", "/b", "sub/b.wav", ".b", "a\\b", "b\0", "b.mp3", "b.blend", "", "b.wav/"})
    void rename_invalidName_isRefused(String name) throws Exception {
        wav("a.wav", 6);

        assertThrows(InvalidFilename.class, () -> library.rename(voice("a"), name));
        assertEquals(List.of("a.wav"), visible());
        assertThrows(InvalidFilename.class, () -> library.rename(voice("a"), "x".repeat(300)));
    }

    @Test
    void change_voiceThatHasGone_isNotFound() throws Exception {
        wav("a.wav", 6);
        UserVoice gone = voice("a");
        Files.delete(references.resolve("a.wav"));

        assertThrows(VoiceNotFound.class, () -> library.rename(gone, "b"));
        assertThrows(VoiceNotFound.class, () -> library.note(gone, before -> NOTES));
        library.delete(gone);
        assertEquals(List.of(), visible());
    }

    @Test
    void delete_compressedClip_removesItsTwinsAndNotes() throws Exception {
        compressed("a.mp3", "6");
        compressed("a.ogg", "7");
        library.find("a.mp3");
        library.find("a.ogg"); // has no place beside it
        library.note(voice("a.ogg"), before -> NOTES);

        library.delete(voice("a.ogg"));
        assertEquals(List.of("a.mp3", "a.wav"), visible());
        library.delete(voice("a.mp3"));

        assertEquals(List.of(), visible());
        assertEquals(List.of(), kept());
    }

    @Test
    void delete_clipThatCannotBeRead_isGone() throws Exception {
        Path file = wav("a.wav", 6);
        Files.setPosixFilePermissions(file, Set.of());
        assumeFalse(Files.isReadable(file), "for whom there are permissions");

        library.delete(voice("a"));

        assertEquals(List.of(), visible());
    }

    @Test
    void delete_notesCannotBeRemoved_leavesNoTwin() throws Exception {
        compressed("a.mp3", "6");
        library.find("a");
        UserVoice voice = voice("a");
        cannotBeNoted("a.mp3");

        library.delete(voice);

        assertEquals(List.of(), visible());
    }

    @Test
    void rename_notesCannotBeMoved_isDoneAndLeavesNoTwin() throws Exception {
        compressed("a.mp3", "6");
        library.find("a");
        cannotBeNoted("b.mp3");

        assertEquals("b.mp3", library.rename(voice("a"), "b").filename());
        assertEquals(List.of("b.mp3"), visible());
    }

    /** Puts what can be neither read nor replaced nor removed where a voice's notes would be. */
    private void cannotBeNoted(String name) throws IOException {
        Path notes = references.resolve(".mynah/notes/" + name + ".properties");
        Files.createFile(Files.createDirectories(notes).resolve("x"));
    }

    @Test
    void delete_clip_leavesAWavOfTheUserAlone() throws Exception {
        compressed("a.mp3", "6");
        library.find("a");
        wav("a.wav", 9); // no twin any more

        library.delete(voice("a.mp3"));

        assertEquals(List.of("a.wav"), visible());
    }

    @Test
    void delete_linkThatLeadsWithin_removesTheLinkOnly() throws Exception {
        wav("a.wav", 6);
        Files.createSymbolicLink(references.resolve("b.wav"), references.resolve("a.wav"));

        library.delete(voice("b"));

        assertEquals(List.of("a.wav"), visible());
    }

    @Test
    void file_voice_isTheSourceItself() throws Exception {
        compressed("a.mp3", "6");
        library.find("a");

        assertEquals("6", Files.readString(library.file(voice("a"))));
    }

    @Test
    void file_thatHasBecomeALinkThatLeadsOut_isNotHandedOut() throws Exception {
        Path file = wav("a.wav", 6);
        UserVoice voice = voice("a");
        Files.delete(file);
        Files.createSymbolicLink(file, Files.writeString(outside.resolve("secret"), "mine"));

        assertThrows(VoiceNotFound.class, () -> library.file(voice));
    }
}

package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.mynah.api.audio.WavHeader;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.AlreadyExists;
import io.mynah.api.speech.SpeechException.InvalidFilename;
import io.mynah.api.speech.SpeechException.InvalidVoice;
import io.mynah.api.speech.SpeechException.NotSaved;
import io.mynah.api.speech.SpeechException.VoiceNotFound;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceNotes;
import io.mynah.api.voice.ClosestVoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The user's voices, managed. */
class ShelfTest extends LibraryTest {

    private static final VoiceNotes NOTES =
            new VoiceNotes(List.of("warm", "old = älter"), "de-AT", "my aunt\nin 1998 \u0000 #", true);

    private UserVoice voice(String name) {
        return library.voice(name).orElseThrow();
    }

    private List<String> all() {
        return library.all().stream().map(UserVoice::filename).toList();
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(references.resolve(".mynah"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
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
    void find_savedMixture_isNoClip() throws Exception {
        Files.writeString(references.resolve("dusk.blend"), "heart");

        assertEquals(Optional.empty(), library.find("dusk.blend"));
        assertEquals(Optional.empty(), library.find("dusk"));
    }

    @Test
    void note_voice_isKeptOverARestart() throws Exception {
        wav("a.wav", 6);
        UserVoice noted = library.note(voice("a"), before -> NOTES);
        library.stop();
        library = library(LATER);

        assertEquals(NOTES, noted.notes());
        assertEquals(NOTES, voice("a").notes());
        assertEquals(List.of(), drafts());
    }

    @Test
    void note_byTwoAtOnce_keepsWhatBothNoted() throws Exception {
        wav("a.wav", 6);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> addTags("x"));
        addTags("y");
        other.get();

        assertEquals(
                IntStream.range(0, 15)
                        .boxed()
                        .flatMap(i -> Stream.of("x" + i, "y" + i))
                        .collect(Collectors.toSet()),
                Set.copyOf(voice("a").notes().tags()));
    }

    private void addTags(String kind) {
        for (int i = 0; i < 15; i++) {
            String tag = kind + i;
            UnaryOperator<VoiceNotes> add = before -> new VoiceNotes(
                    Stream.concat(before.tags().stream(), Stream.of(tag)).toList(), null, "", false);
            try {
                library.note(voice("a"), add);
            } catch (SpeechException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void consent_clipReplaced_isOfTheOneBefore() throws Exception {
        byte[] before = Files.readAllBytes(wav("a.wav", 6));
        library.note(voice("a"), none -> NOTES);

        add(content(Wav.ofSeconds(7)), "a.wav", true);
        assertEquals(withoutConsent(NOTES), voice("a").notes());
        library.note(voice("a"), noted -> noted);
        assertFalse(voice("a").notes().consent());

        library.note(voice("a"), none -> NOTES);
        library.stop();
        library = library(LATER);
        assertTrue(voice("a").notes().consent());
        Files.delete(references.resolve("a.wav"));
        Files.write(references.resolve("a.wav"), before); // by hand
        assertFalse(voice("a").notes().consent());
    }

    @Test
    void consent_clipOfTheSameLengthPutThereByHand_isOfTheOneBefore() throws Exception {
        byte[] other = Wav.ofSeconds(6);
        other[other.length - 1] = 1;
        Path file = wav("a.wav", 6);
        library.note(voice("a"), none -> NOTES);
        FileTime written = Files.getLastModifiedTime(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(written.toMillis() + 5_000));
        assertTrue(voice("a").notes().consent(), "only touched");
        Files.write(file, other);

        assertFalse(voice("a").notes().consent());
    }

    @Test
    void consent_mixtureSavedAnew_isOfTheOneBefore() throws Exception {
        library.save("dusk", "heart", false);
        library.note(voice("dusk"), none -> NOTES);
        assertTrue(library.save("dusk", "heart", true).notes().consent());

        assertFalse(library.save("dusk", "a.wav", true).notes().consent());
    }

    private static VoiceNotes withoutConsent(VoiceNotes notes) {
        return new VoiceNotes(notes.tags(), notes.language(), notes.notes(), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\uZZZZ", "language=no language", "tags=\\n\\n", "\u0000"})
    void notes_broken_areNone(String content) throws Exception {
        wav("a.wav", 6);
        library.note(voice("a"), before -> NOTES);
        Files.write(kept().get(0), content.getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(VoiceNotes.NONE, voice("a").notes());
        assertTrue(library.find("a").isPresent());
        assertEquals(NOTES, library.note(voice("a"), before -> NOTES).notes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\n\nb", "a\rb", "a\u0085b", "\u0000"})
    void notes_tagWithAControlCharacter_areRefused(String tag) {
        assertThrows(IllegalArgumentException.class, () -> new VoiceNotes(List.of(tag), null, "", true));
    }

    @Test
    void note_longestName_works() throws Exception {
        String name = "x".repeat(251) + ".wav";
        wav(name, 6);
        library.note(voice(name), before -> NOTES);

        assertEquals(NOTES, voice(name).notes());
    }

    @Test
    void note_folderNotWritable_isTheServersFault() throws Exception {
        wav("a.wav", 6);
        UserVoice voice = voice("a");
        Files.createFile(references.resolve(".mynah"));

        assertThrows(NotSaved.class, () -> library.note(voice, before -> NOTES));
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
    void delete_lastClipOfAContent_isToldToTheClosestVoice() throws Exception {
        List<String> forgotten = new ArrayList<>();
        library.bindClosest(new Forgetful(forgotten));
        wav("a.wav", 6);
        wav("b.wav", 6);
        String content = library.find("a.wav").orElseThrow().contentId();

        library.delete(voice("a"));
        assertEquals(List.of(), forgotten);
        library.delete(voice("b"));

        assertEquals(List.of(content), forgotten);
    }

    @Test
    void hasContent_renamedClip_isStillThere() throws Exception {
        wav("a.wav", 6);
        compressed("b.mp3", "7");
        String wav = library.find("a").orElseThrow().contentId();
        String mp3 = library.find("b.mp3").orElseThrow().contentId();
        library.rename(voice("a"), "c");
        library.rename(voice("b.mp3"), "d");

        assertTrue(library.hasContent(wav));
        assertTrue(library.hasContent(mp3));
        library.delete(voice("c"));
        assertFalse(library.hasContent(wav));
        assertFalse(library.hasContent("no such content"));
    }

    @Test
    void keepAs_overAnother_isToldToTheClosestVoice() throws Exception {
        List<String> forgotten = new ArrayList<>();
        library.bindClosest(new Forgetful(forgotten));
        wav("a.wav", 6);
        String content = library.find("a.wav").orElseThrow().contentId();

        add(content(Wav.ofSeconds(6)), "a.wav", true);
        assertEquals(List.of(), forgotten, "the content is the same");
        add(content(Wav.ofSeconds(7)), "a.wav", true);

        assertEquals(List.of(content), forgotten);
    }

    private record Forgetful(List<String> forgotten) implements ClosestVoice {
        @Override
        public Answer find(Voice.Clip clip, EngineInfo engine) {
            return None.NO_SPEECH;
        }

        @Override
        public void forget(String contentId) {
            forgotten.add(contentId);
        }
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

    @Test
    void save_mixture_isAFileOfOneLine() throws Exception {
        UserVoice saved = library.save("dusk", " heart(2) + a.wav ", false);

        assertEquals("dusk.blend", saved.filename());
        assertEquals("heart(2) + a.wav", saved.blend());
        assertEquals("heart(2) + a.wav\n", Files.readString(references.resolve("dusk.blend")));
        assertThrows(AlreadyExists.class, () -> library.save("dusk.blend", "bella", false));
        assertEquals("bella", library.save("dusk", "bella", true).blend());
        assertEquals(List.of(), drafts());
    }

    @Test
    void save_extensionInCapitals_isTheSameMixture() throws Exception {
        assertEquals("X.blend", library.save("X.BLEND", "heart", false).filename());

        assertEquals("X.blend", voice("X").filename());
        assertEquals("X.blend", voice("X.BLEND").filename());
        assertThrows(AlreadyExists.class, () -> library.save("X", "bella", false));
        assertEquals("Y.blend", library.rename(voice("X"), "Y.Blend").filename());
        assertEquals(List.of("Y.blend"), visible());
    }

    @Test
    void mixture_fileWithAnExtensionInCapitals_isFoundByItsName() throws Exception {
        Files.writeString(references.resolve("X.BLEND"), "heart");

        assertEquals("X.BLEND", voice("X").filename());
        assertEquals("X.BLEND", voice("X.BLEND").filename());
        assertThrows(AlreadyExists.class, () -> library.save("X", "bella", false));
        assertEquals("bella", library.save("X", "bella", true).blend());
        assertEquals(List.of("X.BLEND"), visible());
    }

    @Test
    void save_linkThatLeadsOut_isReplacedAndNotFollowed() throws Exception {
        Path secret = Files.writeString(outside.resolve("secret"), "mine");
        Files.createSymbolicLink(references.resolve("dusk.blend"), secret);

        assertEquals(Optional.empty(), library.voice("dusk"));
        assertThrows(AlreadyExists.class, () -> library.save("dusk", "heart", false));
        library.save("dusk", "heart", true);

        assertEquals("mine", Files.readString(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "/x", "sub/x", ".x", "x\0", "a\\b", ".blend"})
    void save_invalidName_isRefused(String name) throws Exception {
        assertThrows(InvalidFilename.class, () -> library.save(name, "heart", true));
        assertThrows(InvalidFilename.class, () -> library.save("x".repeat(250), "heart", true));
        assertEquals(List.of(), visible());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "# a", "a\u0000"})
    void save_noLine_isRefused(String expression) throws SpeechException {
        assertThrows(InvalidVoice.class, () -> library.save("dusk", expression, true));
        assertThrows(InvalidVoice.class, () -> library.save("dusk", "a".repeat(20_000), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heart+bella|heart+bella",
                "'# mine\n\n heart+bella \n# end\n'|heart+bella",
                "'\uFEFFheart\r\n'|heart",
                "'heart\nbella'|''",
                "'heart\0'|''",
                "'PK\u0003\u0004'|''",
                "'heart\t+ bella'|'heart\t+ bella'",
                "''|''"
            })
    void mixture_fileOfTheUser_isReadAsALine(String content, String expression) throws Exception {
        Files.writeString(references.resolve("dusk.blend"), content);

        assertEquals(expression, voice("dusk").blend());
        Files.write(references.resolve("dusk.blend"), new byte[100_000]);
        assertEquals("", voice("dusk").blend());
        Files.write(references.resolve("dusk.blend"), new byte[] {(byte) 0xFF, (byte) 0xFE, 'x'});
        assertEquals("", voice("dusk").blend());
        assertFalse(library.find("dusk").isPresent());
    }
}

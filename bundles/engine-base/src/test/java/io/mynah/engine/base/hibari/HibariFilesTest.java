package io.mynah.engine.base.hibari;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.model.ModelFolders;
import io.mynah.engine.base.Vocabulary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HibariFilesTest {
    @TempDir
    Path folder;

    @Test
    void find_severalFolders_takesTheFirstThatHasTheVoice() throws Exception {
        String folders = folder + File.pathSeparator + System.getProperty("mynah.models");
        assertEquals(files(), HibariFiles.find(ModelFolders.of(folders)));
    }

    @Test
    void find_fileMissing_namesItAndWhatFetchesIt() throws Exception {
        Files.createDirectories(folder.resolve("hibari"));
        IOException thrown = assertThrows(IOException.class, () -> HibariFiles.find(new ModelFolders(List.of(folder))));
        assertTrue(thrown.getMessage().contains("hibari.onnx"), thrown::getMessage);
        assertTrue(thrown.getMessage().contains("./run"), thrown::getMessage);
    }

    @Test
    void voice_ofThePackage_isHeart() throws Exception {
        assertEquals(new VoiceInfo("heart", "Heart", "en-US"), files().voice());
    }

    @Test
    void ids_symbolsItLacks_areLeftOut() throws Exception {
        Vocabulary vocabulary = Vocabulary.read(files().vocabulary());
        assertArrayEquals(new long[] {0, 43, 16, 44, 0}, vocabulary.ids("a😀 漢b"));
        assertArrayEquals(new long[] {0, 0}, vocabulary.ids("😀"));
    }

    @Test
    void read_notAVocabulary_fails() throws Exception {
        Path file = Files.writeString(folder.resolve("vocab.json"), "{\"ab\": 1}");
        assertThrows(IOException.class, () -> Vocabulary.read(file));
    }

    private static HibariFiles files() throws IOException {
        return HibariFiles.find(ModelFolders.of(System.getProperty(ModelFolders.PROPERTY)));
    }
}

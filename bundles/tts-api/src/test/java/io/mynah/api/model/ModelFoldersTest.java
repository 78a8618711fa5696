package io.mynah.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFoldersTest {
    @TempDir
    private Path parent;

    @Test
    void of_list_isFoldersInItsOrder() {
        String list = String.join(File.pathSeparator, "home", " dist ", "");
        assertEquals(
                List.of(Path.of("home"), Path.of("dist")), ModelFolders.of(list).folders());
        assertEquals(List.of(), ModelFolders.of(null).folders());
        assertEquals(List.of(), ModelFolders.of(" ").folders());
    }

    @Test
    void find_severalHaveIt_isTheFirst() throws Exception {
        Path first = Files.createDirectories(parent.resolve("second/voice"));
        Files.createDirectories(parent.resolve("third/voice"));
        Path file = Files.createFile(parent.resolve("third/voice/weights"));
        ModelFolders folders =
                new ModelFolders(List.of(parent.resolve("none"), parent.resolve("second"), parent.resolve("third")));

        assertEquals(Optional.of(first), folders.find("voice"));
        assertEquals(Optional.of(file), folders.find("voice/weights"));
        assertEquals(file, folders.require("voice/weights"));
        assertEquals(Optional.empty(), folders.find("voice/other"));
    }

    @Test
    void require_nowhere_saysWhatAndWhatFetchesIt() {
        String here = assertThrows(
                        FileNotFoundException.class, () -> new ModelFolders(List.of(parent)).require("voice/x"))
                .getMessage();
        assertTrue(here.contains("voice/x") && here.contains(parent.toString()) && here.contains("./run"), here);

        String unset = assertThrows(
                        FileNotFoundException.class, () -> ModelFolders.of(null).require("voice/x"))
                .getMessage();
        assertTrue(unset.contains("mynah.models"), unset);
    }
}

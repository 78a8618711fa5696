package io.mynah.engine.onnx.hibari;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HibariModelTest {
    @TempDir
    Path folder;

    @Test
    void load_damagedModel_saysSo() throws Exception {
        Path damaged = folder.resolve("hibari.onnx");
        byte[] bytes = Files.readAllBytes(Voices.files().model());
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);
        IOException thrown = assertThrows(IOException.class, () -> HibariModel.load(damaged));
        assertTrue(thrown.getMessage().startsWith(damaged + " is damaged"), thrown::getMessage);
    }
}

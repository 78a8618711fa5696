package io.mynah.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfFileTest {

    @Test
    void parse_commentsBlanksAndRepeats_lastValueHolds() throws Exception {
        ConfFile file = ConfFile.parse(
                List.of("\uFEFFserver.port=1", "", "  # server.port = 2", " server.port  =  3 # no comment here "),
                "f");
        assertEquals(
                "3 # no comment here", file.find("server.port").orElseThrow().value());
        assertEquals(2, file.entries().size());
    }

    @Test
    void parse_lineWithoutEquals_namesTheLine() {
        SettingException e =
                assertThrows(SettingException.class, () -> ConfFile.parse(List.of("a = 1", "server.port"), "f"));
        assertEquals("f, line 2: expected 'key = value'", e.getMessage());
    }

    @Test
    void read_missingFile_saysNothing(@TempDir Path folder) throws Exception {
        assertEquals(List.of(), ConfFile.read(folder.resolve("none")).entries());
    }

    @Test
    void read_notUtf8_isRefused(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("mynah.conf"), new byte[] {'a', '=', (byte) 0xff});
        SettingException e = assertThrows(SettingException.class, () -> ConfFile.read(file));
        assertTrue(e.getMessage().contains("not UTF-8"), e.getMessage());
    }
}

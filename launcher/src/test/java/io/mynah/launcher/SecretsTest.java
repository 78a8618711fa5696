package io.mynah.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String TOKEN = "hf_verysecret";

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.createDirectory(home.resolve("conf")).resolve("mynah.conf");
        Files.writeString(file, "hf.token = " + TOKEN + "\n");
    }

    private void permit(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Map<String, String> properties() throws SettingException {
        Settings settings = Settings.read(Map.of(), ConfFile.read(file), home);
        assertEquals(TOKEN, settings.secret(Settings.HF_TOKEN).orElseThrow());
        return FrameworkProperties.server(new Layout(home, home), settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----"})
    void exposed_othersCanReadOrWrite_fileIsToldAndTheTokenIsNot(String permissions) throws Exception {
        permit(permissions);
        assertEquals(file.toString(), properties().get(Secrets.EXPOSED));
        assertFalse(properties().toString().contains(TOKEN));
    }

    @Test
    void exposed_ownerAlone_nothingIsTold() throws Exception {
        permit("rw-------");
        assertNull(properties().get(Secrets.EXPOSED));
    }

    @Test
    void exposed_tokenOfTheAdministration_fileIsToldToo() throws Exception {
        Files.writeString(file, "admin.token = 0123456789abcdef\n");
        permit("rw-r--r--");
        assertEquals(Optional.of(file), Secrets.exposed(file));
    }

    @Test
    void exposed_noTokenInIt_mayBeRead() throws Exception {
        Files.writeString(file, "#hf.token = x\nhf.token =\nserver.port = 1\n");
        permit("rw-r--r--");
        assertEquals(Optional.empty(), Secrets.exposed(file));
        assertEquals(Optional.empty(), Secrets.exposed(home.resolve("none")));
    }
}

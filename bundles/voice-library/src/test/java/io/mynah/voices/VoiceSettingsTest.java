package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoiceSettingsTest {

    private static final Path HOME = Path.of("/srv/mynah");

    private record Configured(
            String references_dir, long upload_limit_bytes, int longest_seconds, int converter_wait_ms)
            implements VoiceLibraryComponent.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return VoiceLibraryComponent.Config.class;
        }
    }

    private static VoiceSettings of(String references, long limit, int longest) {
        return VoiceSettings.of(new Configured(references, limit, longest, 0), HOME);
    }

    @ParameterizedTest
    @CsvSource({
        "${mynah.home}/references, /srv/mynah/references",
        "references,               /srv/mynah/references",
        "./clips/../voices,        /srv/mynah/voices",
        "/data/voices,             /data/voices",
    })
    void of_folder_isAbsolute(String configured, Path expected) {
        assertEquals(expected, of(configured, 1, 5).references());
    }

    @Test
    void of_tilde_isTheHomeFolder() {
        Path home = Path.of(System.getProperty("user.home"));

        assertEquals(home, of("~", 1, 5).references());
        assertEquals(home.resolve("voices"), of("~/voices", 1, 5).references());
        assertEquals(HOME.resolve("~other"), of("~other", 1, 5).references());
    }

    @Test
    void of_badValue_saysWhichAndWhatIsAllowed() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> of("x", 0, 5));

        assertEquals("io.mynah.voices: upload.limit.bytes = 0 is not within 1 to 1099511627776", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> of("x", 1, 4));
        assertThrows(IllegalArgumentException.class, () -> of(" ", 1, 5));
    }
}

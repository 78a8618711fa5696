package io.mynah.audio.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private record Configured(int deadline_ms, int longest_seconds, int processes, String ffmpeg_path)
            implements ConverterComponent.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return ConverterComponent.Config.class;
        }
    }

    @Test
    void of_goodValues_areTaken() {
        assertEquals(
                new Settings(Duration.ofSeconds(1), 60, 3, Path.of("/usr/bin/ffmpeg")),
                Settings.of(new Configured(1000, 60, 3, "/usr/bin/ffmpeg")));
        assertNull(Settings.of(new Configured(1000, 60, 3, " ")).ffmpeg());
    }

    @Test
    void of_badValue_saysWhichAndWhatIsAllowed() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Settings.of(new Configured(1000, 60, 0, "")));

        assertEquals("io.mynah.audio.convert: processes = 0 is not within 1 to 64", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Settings.of(new Configured(99, 60, 1, "")));
        assertThrows(IllegalArgumentException.class, () -> Settings.of(new Configured(1000, 4, 1, "")));
    }
}

package io.mynah.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakerSettingsTest {

    @Test
    void of_minutes_isThatLong() {
        assertEquals(Duration.ofMinutes(5), SpeakerSettings.of(5).idle());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10_081})
    void of_outOfRange_saysWhatIsWrong(int minutes) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> SpeakerSettings.of(minutes));
        assertEquals(
                "io.mynah.speaker: idle.unload.minutes = " + minutes + " is not within 1 to 10080", e.getMessage());
    }
}

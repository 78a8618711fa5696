package io.mynah.api.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineInfoTest {
    private static EngineInfo.Builder builder() {
        return EngineInfo.builder("tone")
                .languages(List.of("German", "English"))
                .voices(List.of(new VoiceInfo("low", "Low", "de-DE")));
    }

    @Test
    void build_whatIsNotSaid_isAsTheBuilderTells() {
        EngineInfo info = builder().build();
        assertEquals("tone", info.title());
        assertEquals("cpu", info.device());
        assertEquals(24_000, info.sampleRate());
        assertEquals(0, info.joinedLength());
        assertEquals(Set.of(), info.parameters());
        assertFalse(info.clonesVoices() || info.blendsVoices());
    }

    @Test
    void build_whatNoEngineCanBe_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> EngineInfo.builder("Tone A").languages(List.of("English")).build());
        assertThrows(
                IllegalArgumentException.class, () -> builder().joinedLength(-1).build());
        assertThrows(
                IllegalArgumentException.class, () -> builder().sampleRate(1).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> builder().voices(List.of()).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> builder().blendParts(Set.of("high")).build());
    }

    @Test
    void mixes_partsOfMixturesAlone_areNoVoices() {
        EngineInfo info =
                builder().blendsVoices(true).blendParts(Set.of("high")).build();
        assertTrue(info.mixes("high") && info.mixes("low"));
        assertFalse(info.hasVoice("high"));
        assertTrue(info.speaks("english") && info.speaks("Auto"));
        assertEquals("de-DE", info.defaultLanguage());
    }
}

package io.mynah.core.casting;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Engines as they tell of themselves. */
public final class Engines {

    private Engines() {}

    public static EngineInfo plain(String id, String... voices) {
        return info(id, false, false, Set.of(), voices);
    }

    public static EngineInfo blending(String id, String... voices) {
        return blending(id, Set.of(), voices);
    }

    /**
     * One that mixes more than its voices.
     *
     * @param parts that only its mixtures may have
     */
    public static EngineInfo blending(String id, Set<String> parts, String... voices) {
        return info(id, false, true, parts, voices);
    }

    public static EngineInfo cloning(String id, String... voices) {
        return info(id, true, false, Set.of(), voices);
    }

    private static EngineInfo info(String id, boolean clones, boolean blends, Set<String> parts, String... voices) {
        List<VoiceInfo> infos = Arrays.stream(voices)
                .map(voice -> new VoiceInfo(voice, voice, voice.startsWith("b") ? "en-GB" : "en-US"))
                .toList();
        return EngineInfo.builder(id)
                .title(id)
                .version("1")
                .sampleRate(24_000)
                .languages(List.of("English"))
                .voices(infos)
                .clonesVoices(clones)
                .blendsVoices(blends)
                .blendParts(parts)
                .build();
    }
}

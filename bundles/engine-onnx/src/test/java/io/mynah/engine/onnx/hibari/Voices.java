package io.mynah.engine.onnx.hibari;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.model.ModelFolders;
import io.mynah.engine.onnx.FixedFrontEnd;
import io.mynah.engine.onnx.Vocabulary;
import java.util.List;
import java.util.Set;

/** The real voice from the folder that the build fetches, with a front end of few words. */
final class Voices {
    private Voices() {}

    static HibariFiles files() throws Exception {
        return HibariFiles.find(ModelFolders.of(System.getProperty(ModelFolders.PROPERTY)));
    }

    static HibariEngine engine() throws Exception {
        HibariFiles files = files();
        EngineInfo info = EngineInfo.builder("hibari")
                .title("Hibari")
                .version("0")
                .sampleRate(24_000)
                .languages(List.of("English"))
                .voices(List.of(new VoiceInfo("heart", "Heart", "en-US")))
                .features(List.of("streaming"))
                .parameters(Set.of("speed", "seed"))
                .build();
        return new HibariEngine(
                info, new FixedFrontEnd(), Vocabulary.read(files.vocabulary()), HibariModel.load(files.model()));
    }
}

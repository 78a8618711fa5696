package io.mynah.engine.onnx.hibari;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.model.ModelFolders;
import io.mynah.engine.base.Vocabulary;
import io.mynah.engine.base.hibari.HibariFiles;
import io.mynah.engine.base.hibari.HibariSpeech;
import io.mynah.testkit.FixedFrontEnd;

/** The real voice from the folder that the build fetches, with a front end of few words. */
final class Voices {
    private Voices() {}

    static HibariFiles files() throws Exception {
        return HibariFiles.find(ModelFolders.of(System.getProperty(ModelFolders.PROPERTY)));
    }

    static HibariEngine engine() throws Exception {
        HibariFiles files = files();
        EngineInfo info = HibariSpeech.describe("hibari", files.voice()).build();
        HibariSpeech speech =
                new HibariSpeech(new FixedFrontEnd(), files.voice().language(), Vocabulary.read(files.vocabulary()));
        return new HibariEngine(info, speech, HibariModel.load(files.model()));
    }
}

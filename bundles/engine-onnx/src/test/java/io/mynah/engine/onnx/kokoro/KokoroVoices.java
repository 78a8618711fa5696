package io.mynah.engine.onnx.kokoro;

import io.mynah.api.model.ModelFolders;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.engine.base.IdleModel;
import io.mynah.engine.base.Sha256;
import io.mynah.engine.base.Vocabulary;
import io.mynah.testkit.FixedFrontEnd;
import java.time.Duration;
import java.util.List;

/** The real voices from the folder that the build fetches, with a front end of few words. */
final class KokoroVoices {
    private KokoroVoices() {}

    static KokoroFiles files() {
        return KokoroFiles.find(ModelFolders.of(System.getProperty(ModelFolders.PROPERTY)))
                .orElseThrow();
    }

    static IdleModel<KokoroModel> network(Duration limit) throws Exception {
        KokoroFiles files = files();
        String sha256 = Sha256.of(files.model());
        return new IdleModel<>("kokoro", () -> KokoroModel.load(files.model(), sha256), limit);
    }

    static KokoroEngine engine() throws Exception {
        return engine(network(Duration.ZERO), new FixedFrontEnd());
    }

    static KokoroEngine engine(IdleModel<KokoroModel> network, TextFrontEnd frontEnd) throws Exception {
        VoiceTables tables = VoiceTables.read();
        List<TextFrontEnd> frontEnds = List.of(frontEnd);
        return new KokoroEngine(
                KokoroComponent.info("0", tables, frontEnds),
                frontEnds,
                Vocabulary.read(files().vocabulary()),
                tables,
                network);
    }
}

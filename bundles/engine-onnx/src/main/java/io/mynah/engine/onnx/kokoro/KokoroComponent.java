package io.mynah.engine.onnx.kokoro;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.model.ModelFolders;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.engine.base.IdleModel;
import io.mynah.engine.base.Sha256;
import io.mynah.engine.base.Vocabulary;
import io.mynah.engine.onnx.RegisteredEngine;
import io.mynah.engine.onnx.device.Devices;
import io.mynah.engine.onnx.device.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the Kokoro engine. It is there at once, and its network follows: in a server it is loaded and warmed up on a
 * thread of its own, so that the start is not slower for it, and who comes meanwhile waits; elsewhere the first who speaks
 * with it loads it. It has the voices of all languages that somebody reads; when another text front end comes, it starts
 * anew with more of them.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = KokoroSettings.PID)
@Designate(ocd = KokoroComponent.Config.class)
public final class KokoroComponent {
    private static final Logger LOG = LoggerFactory.getLogger(KokoroComponent.class);

    private static final String BYTES = "Kokoro's network is one of bytes, made for processors";

    private final Optional<RegisteredEngine> running;

    /** Settings of the stock voices. */
    @ObjectClassDefinition(name = "Mynah: voices of Kokoro", description = "The stock voices and their mixtures")
    @interface Config {
        @AttributeDefinition(
                name = "Ranking",
                description = "Of the engines that can speak a request, the one with the highest ranking does. "
                        + "Below that of hibari, Kokoro speaks where one of its voices, a mixture or a clip is named")
        int ranking() default -10;

        @AttributeDefinition(
                name = "Unload when idle, seconds",
                description = "How long nobody has used these voices when they give their memory back; 0 is never")
        int idle_unload_seconds() default 600;
    }

    /**
     * Registers the voices, and begins to load them where they shall be ready for whoever comes.
     *
     * @throws IOException if the bundle is damaged, or nobody reads a language of the voices
     */
    @Activate
    public KokoroComponent(
            BundleContext context,
            Config config,
            @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policyOption = ReferencePolicyOption.GREEDY)
                    List<TextFrontEnd> frontEnds,
            @Reference Devices devices)
            throws IOException {
        KokoroSettings settings = KokoroSettings.of(config);
        Optional<KokoroFiles> files = KokoroFiles.find(ModelFolders.of(context.getProperty(ModelFolders.PROPERTY)));
        if (files.isEmpty()) {
            LOG.info("The voices of Kokoro are not there: none of the folders for models has kokoro/kokoro.onnx");
            running = Optional.empty();
            return;
        }
        String version = context.getBundle().getVersion().toString();
        KokoroEngine engine = engine(files.get(), version, frontEnds, settings, devices.processor(BYTES));
        running = Optional.of(new RegisteredEngine(
                context, engine, "kokoro", settings.ranking(), () -> warmUp(engine), engine::close));
    }

    private static KokoroEngine engine(
            KokoroFiles files,
            String version,
            List<TextFrontEnd> frontEnds,
            KokoroSettings settings,
            Placement placement)
            throws IOException {
        VoiceTables tables = VoiceTables.read();
        EngineInfo info = info(version, tables, frontEnds).on(placement.device().id(), placement.reason());
        Vocabulary vocabulary = Vocabulary.read(files.vocabulary());
        Path weights = files.model();
        IdleModel<KokoroModel> network =
                new IdleModel<>("kokoro", () -> KokoroModel.load(weights, Sha256.of(weights)), settings.idle());
        return new KokoroEngine(info, frontEnds, vocabulary, tables, network);
    }

    static EngineInfo info(String version, VoiceTables tables, List<TextFrontEnd> frontEnds) throws IOException {
        Set<String> languages = frontEnds.stream()
                .flatMap(frontEnd -> frontEnd.languages().stream())
                .collect(Collectors.toSet());
        List<VoiceInfo> voices = StockVoices.readable(tables.ids(), languages);
        if (voices.isEmpty()) {
            throw new IOException("nobody reads a language of theirs: " + languages);
        }
        return EngineInfo.builder("kokoro")
                .title("Kokoro")
                .version(version)
                .sampleRate(KokoroModel.SAMPLE_RATE)
                .languages(StockVoices.languages(voices))
                .voices(voices)
                .features(List.of("streaming", "blends"))
                .blendsVoices(true)
                .parameters(Set.of("speed"))
                .blendParts(tables.ids().stream()
                        .filter(id ->
                                voices.stream().noneMatch(voice -> voice.id().equals(id)))
                        .collect(Collectors.toSet()))
                .build();
    }

    /** Loads the network by speaking a word. */
    private static void warmUp(KokoroEngine engine) throws EngineException, IOException {
        Voice voice = new Voice.BuiltIn(engine.info().voices().get(0).id());
        Utterance word = new Utterance("Hello.", voice, "Auto", "Neutral", Sampling.DEFAULT, OptionalLong.empty(), 1f);
        try (PcmStream stream = engine.speak(word, Cancellation.none())) {
            if (stream.read() == null) {
                throw new IOException("there is nothing to say to 'Hello.': are the phonemes those of the voices?");
            }
        }
    }

    /** Takes the engine away; waits until nobody uses it any more. */
    @Deactivate
    public void stop() {
        running.ifPresent(RegisteredEngine::stop);
    }
}

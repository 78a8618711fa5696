package io.mynah.engine.onnx.kokoro;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.engine.onnx.Networks;
import io.mynah.engine.onnx.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the Kokoro engine. It is loaded and warmed up on a thread of its own, so that the server does not wait for it:
 * the small voice speaks meanwhile. It has the voices of all languages that somebody reads; when another text front end
 * comes, it starts anew with more of them.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = KokoroSettings.PID)
@Designate(ocd = KokoroComponent.Config.class)
public final class KokoroComponent {
    private static final Logger LOG = LoggerFactory.getLogger(KokoroComponent.class);

    private final BundleContext context;
    private final KokoroSettings settings;
    private final List<TextFrontEnd> frontEnds;
    /** Complete once the engine is registered, it failed to load, or the component was stopped before. */
    private final CompletableFuture<Optional<Running>> outcome = new CompletableFuture<>();

    private final CompletableFuture<Void> loading;

    /** The engine while it is registered. */
    private record Running(KokoroEngine engine, ServiceRegistration<TtsEngine> registration) {
        void stop() {
            registration.unregister();
            engine.close();
        }
    }

    /** Settings of the stock voices. */
    @ObjectClassDefinition(name = "Mynah: voices of Kokoro", description = "The stock voices and their mixtures")
    @interface Config {
        @AttributeDefinition(
                name = "Ranking",
                description = "Of the engines that can speak a request, the one with the highest ranking does. "
                        + "Below that of hibari, Kokoro speaks where one of its voices, a mixture or a clip is named")
        int ranking() default -10;

        @AttributeDefinition(
                name = "Device",
                description = "Where to compute; its network of bytes always uses the processor",
                options = {@Option("auto"), @Option("cuda"), @Option("cpu")})
        String device() default "auto";

        @AttributeDefinition(
                name = "Unload when idle, seconds",
                description = "How long nobody has used these voices when they give their memory back; 0 is never")
        int idle_unload_seconds() default 600;
    }

    /** Begins to load the voices. */
    @Activate
    public KokoroComponent(
            BundleContext context,
            Config config,
            @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policyOption = ReferencePolicyOption.GREEDY)
                    List<TextFrontEnd> frontEnds) {
        this.context = context;
        this.settings = KokoroSettings.of(config);
        this.frontEnds = List.copyOf(frontEnds);
        Optional<KokoroFiles> files = KokoroFiles.find(String.valueOf(context.getProperty("mynah.models")));
        if (files.isEmpty()) {
            LOG.info("The voices of Kokoro are not there: none of the folders for models has kokoro/kokoro.onnx");
            outcome.complete(Optional.empty());
            loading = CompletableFuture.completedFuture(null);
            return;
        }
        if (settings.device() == KokoroSettings.Device.CUDA) {
            LOG.info("Kokoro speaks on the CPU: its network of bytes is made for that");
        }
        loading = CompletableFuture.runAsync(() -> start(files.get()), task -> {
            Thread thread = new Thread(task, "mynah-kokoro-start");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void start(KokoroFiles files) {
        try {
            Running running = register(load(files));
            if (!outcome.complete(Optional.of(running))) {
                running.stop();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("The voices of Kokoro cannot speak: {}", e.getMessage());
            outcome.complete(Optional.empty());
        }
    }

    private KokoroEngine load(KokoroFiles files) throws IOException {
        VoiceTables tables = VoiceTables.read();
        EngineInfo info = info(context.getBundle().getVersion().toString(), tables, frontEnds);
        String sha256 = Networks.sha256(files.model());
        Path weights = files.model();
        IdleModel network = new IdleModel(() -> KokoroModel.load(weights, sha256), settings.idle());
        KokoroEngine loaded = new KokoroEngine(info, frontEnds, Vocabulary.read(files.vocabulary()), tables, network);
        try {
            warmUp(loaded);
        } catch (IOException e) {
            loaded.close();
            throw e;
        }
        return loaded;
    }

    static EngineInfo info(String version, VoiceTables tables, List<TextFrontEnd> frontEnds) throws IOException {
        Set<String> languages = frontEnds.stream()
                .flatMap(frontEnd -> frontEnd.languages().stream())
                .collect(Collectors.toSet());
        List<VoiceInfo> voices = StockVoices.readable(tables.ids(), languages);
        if (voices.isEmpty()) {
            throw new IOException("nobody reads a language of theirs: " + languages);
        }
        return new EngineInfo(
                "kokoro",
                "Kokoro",
                version,
                "cpu",
                KokoroModel.SAMPLE_RATE,
                StockVoices.languages(voices),
                voices,
                List.of("streaming", "blends", "blends-unlisted"),
                false,
                true,
                Set.of("speed"));
    }

    private static void warmUp(KokoroEngine engine) throws IOException {
        Voice voice = new Voice.BuiltIn(engine.info().voices().get(0).id());
        Utterance word = new Utterance("Hello.", voice, "Auto", "Neutral", Sampling.DEFAULT, OptionalLong.empty(), 1f);
        try (PcmStream stream = engine.speak(word, Cancellation.none())) {
            if (stream.read() == null) {
                throw new IOException("there is nothing to say to 'Hello.': are the phonemes those of the voices?");
            }
        } catch (EngineException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Running register(KokoroEngine loaded) throws IOException {
        Map<String, Object> properties = new HashMap<>(loaded.info().serviceProperties());
        properties.put(Constants.SERVICE_RANKING, settings.ranking());
        Dictionary<String, Object> dictionary = FrameworkUtil.asDictionary(properties);
        try {
            return new Running(loaded, context.registerService(TtsEngine.class, loaded, dictionary));
        } catch (IllegalStateException e) {
            loaded.close();
            throw new IOException("the bundle was stopped meanwhile", e);
        }
    }

    /** Takes the engine away; waits until nobody uses it any more. One that is still being loaded goes when it is. */
    @Deactivate
    public void stop() {
        outcome.complete(Optional.empty());
        // A session that is being made while the process ends takes the process down with it.
        loading.join();
        outcome.join().ifPresent(Running::stop);
    }
}

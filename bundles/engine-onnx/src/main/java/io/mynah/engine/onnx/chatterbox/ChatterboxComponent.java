package io.mynah.engine.onnx.chatterbox;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.voice.ClipAudio;
import io.mynah.engine.onnx.RegisteredEngine;
import io.mynah.engine.onnx.device.Devices;
import io.mynah.engine.onnx.device.PlacedModel;
import io.mynah.engine.onnx.device.Placement;
import io.mynah.engine.onnx.device.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the Chatterbox engine: there as soon as its model's files are, and loaded as Kokoro is, ahead of the first
 * request in a server and with it elsewhere.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = ChatterboxSettings.PID)
@Designate(ocd = ChatterboxComponent.Config.class)
public final class ChatterboxComponent {
    private static final Logger LOG = LoggerFactory.getLogger(ChatterboxComponent.class);
    private static final int MOST_CONDITIONINGS = 100;
    private static final Set<String> SAMPLING =
            Set.of("temperature", "top_p", "top_k", "repetition_penalty", "seed", "norm_loudness");

    private final Optional<RegisteredEngine> running;

    /** Settings of voices that are cloned. */
    @ObjectClassDefinition(
            name = "Mynah: Chatterbox",
            description = "Takes on the voice of a clip; needs a model that a person downloads")
    @interface Config {
        @AttributeDefinition(
                name = "Ranking",
                description = "Of the engines that can speak a request, the one with the highest ranking does")
        int ranking() default -5;

        @AttributeDefinition(name = "Model", description = "The name of the model's folder below models/")
        String model() default "chatterbox-turbo";

        @AttributeDefinition(
                name = "Precision",
                description = "Of the model's files; auto takes the best of those that are there",
                options = {
                    @Option("auto"),
                    @Option("fp32"),
                    @Option("fp16"),
                    @Option("q8"),
                    @Option("q4"),
                    @Option("q4f16")
                })
        String precision() default "auto";

        @AttributeDefinition(
                name = "Unload when idle, seconds",
                description = "How long nobody has used the model when it gives its memory back; 0 is never")
        int idle_unload_seconds() default 600;
    }

    /** Registers the engine if its model is there. */
    @Activate
    public ChatterboxComponent(
            BundleContext context, Config config, @Reference ClipAudio clips, @Reference Devices devices) {
        ChatterboxSettings settings = ChatterboxSettings.of(config);
        running = files(context, settings).flatMap(files -> languages(files).map(languages -> {
            ChatterboxEngine engine = engine(context, settings, files, languages, clips, devices);
            RegisteredEngine registered =
                    new RegisteredEngine(context, engine, settings.ranking(), engine::load, engine::close);
            engine.onMove(registered::moved);
            return registered;
        }));
    }

    private static Optional<ChatterboxFiles> files(BundleContext context, ChatterboxSettings settings) {
        String folders = String.valueOf(context.getProperty("mynah.models"));
        try {
            Optional<ChatterboxFiles> files = ChatterboxFiles.find(folders, settings.model(), settings.precision());
            if (files.isEmpty()) {
                LOG.debug("No model {} is there: clips are not cloned", settings.model());
            }
            return files;
        } catch (IOException e) {
            LOG.error("Clips cannot be cloned: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<LanguageTags> languages(ChatterboxFiles files) {
        try {
            return Optional.of(LanguageTags.read(files.folder().resolve("tokenizer.json")));
        } catch (IOException e) {
            LOG.error("Clips cannot be cloned: the tokenizer cannot be read");
            LOG.debug("Why", e);
            return Optional.empty();
        }
    }

    private static ChatterboxEngine engine(
            BundleContext context,
            ChatterboxSettings settings,
            ChatterboxFiles files,
            LanguageTags languages,
            ClipAudio clips,
            Devices devices) {
        String precision = files.precision();
        EngineInfo info = info(context.getBundle().getVersion() + " (" + precision + ")", languages);
        Path cache = Path.of(String.valueOf(context.getProperty("mynah.home")), "cache", "chatterbox");
        return new ChatterboxEngine(
                info,
                network(files, devices.sessions(), devices::large, settings.idle()),
                settings.model() + "-" + precision,
                clips,
                new Conditionings(cache, MOST_CONDITIONINGS),
                languages,
                seed -> new Random(seed)::nextDouble);
    }

    /** What a model with these languages can do: tags such as {@code [laugh]} are Turbo's, a choice of language is not. */
    static EngineInfo info(String version, LanguageTags languages) {
        boolean choice = languages.areThere();
        Set<String> parameters = new HashSet<>(SAMPLING);
        if (choice) {
            parameters.add("language");
        }
        return EngineInfo.builder("chatterbox")
                .title(choice ? "Chatterbox Multilingual" : "Chatterbox Turbo")
                .version(version)
                .sampleRate(ChatterboxModel.SAMPLE_RATE)
                .languages(languages.names())
                .features(choice ? List.of("streaming", "cloning") : List.of("streaming", "cloning", "tags"))
                .clonesVoices(true)
                .parameters(parameters)
                .joinedLength(TextChunks.LONGEST)
                .build();
    }

    static PlacedModel<ChatterboxModel> network(
            ChatterboxFiles files, Sessions sessions, Supplier<Placement> wish, Duration idle) {
        return new PlacedModel<>(
                "chatterbox",
                device -> ChatterboxModel.load(files.folder(), files.precisions()::get, sessions, device),
                wish,
                idle);
    }

    /** Takes the engine away; waits until nobody uses it any more. */
    @Deactivate
    public void stop() {
        running.ifPresent(RegisteredEngine::stop);
    }
}

package io.mynah.engine.onnx.chatterbox;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import io.mynah.api.voice.ClipAudio;
import io.mynah.engine.onnx.RegisteredEngine;
import io.mynah.engine.onnx.device.Device;
import io.mynah.engine.onnx.device.Devices;
import io.mynah.engine.onnx.device.PlacedModel;
import io.mynah.engine.onnx.device.Placement;
import io.mynah.engine.onnx.device.Sessions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the Chatterbox engine: there as soon as the model store has its model, gone before that is removed, and loaded
 * as Kokoro is, ahead of the first request in a server and with it elsewhere.
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
    private static final long LOOK_SECONDS = 5;

    private final ScheduledExecutorService thread;
    private final Future<?> looking;
    private final ModelWatch watch;
    private final ServiceRegistration<ModelUser> registration;

    /** Settings of voices that are cloned. */
    @ObjectClassDefinition(
            name = "Mynah: Chatterbox",
            description = "Takes on the voice of a clip; needs a model that a person downloads")
    @interface Config {
        @AttributeDefinition(
                name = "Ranking",
                description = "Of the engines that can speak a request, the one with the highest ranking does")
        int ranking() default -5;

        @AttributeDefinition(name = "Model", description = "The id of the model in the model store")
        String model() default "chatterbox-turbo";

        @AttributeDefinition(
                name = "Precision",
                description = "fp32, fp16, q8, q4, q4f16, or one for most and others for single graphs, such as "
                        + "q4,conditional_decoder=fp32; auto chooses by device, memory and disk")
        String precision() default "auto";

        @AttributeDefinition(
                name = "Unload when idle, seconds",
                description = "How long nobody has used the model when it gives its memory back; 0 is never")
        int idle_unload_seconds() default 600;
    }

    /** Has the engine follow its model. */
    @Activate
    public ChatterboxComponent(
            BundleContext context, Config config, @Reference ClipAudio clips, @Reference Devices devices) {
        ChatterboxSettings settings = ChatterboxSettings.of(config);
        thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread made = new Thread(task, "mynah-chatterbox-model");
                    made.setDaemon(true);
                    return made;
                },
                new ThreadPoolExecutor.DiscardPolicy()); // who tells of changes may come when this has stopped
        watch = new ModelWatch(
                settings.model(),
                settings.precision(),
                disk -> new PrecisionChoice.Machine(devices.large().device() == Device.CUDA, memory(), disk),
                found -> start(context, settings, found, clips, devices),
                thread);
        registration = context.registerService(
                ModelUser.class, watch, FrameworkUtil.asDictionary(Map.of(ModelUser.MODEL, settings.model())));
        // What this server fetches and removes is told; another process and a person's hands are not.
        looking = Boolean.parseBoolean(context.getProperty("mynah.preload"))
                ? thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS)
                : CompletableFuture.completedFuture(null);
    }

    private void look() {
        try {
            watch.sayIfThereIsNoStore();
            watch.look();
        } catch (RuntimeException e) {
            LOG.error("The model of Chatterbox could not be looked for", e); // the next time may be better
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStore(ModelStore store) {
        watch.store(store);
    }

    void unbindStore(ModelStore store) {
        watch.noStore(store);
    }

    /** Of the machine, or of the container where that has less. */
    private static long memory() {
        try {
            return (Long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "TotalMemorySize");
        } catch (JMException e) {
            LOG.debug("This JVM does not tell how much memory there is", e);
            return Long.MAX_VALUE;
        }
    }

    private static ModelWatch.Running start(
            BundleContext context,
            ChatterboxSettings settings,
            ModelWatch.Found found,
            ClipAudio clips,
            Devices devices) {
        LanguageTags languages;
        try {
            languages = LanguageTags.read(found.files().folder().resolve("tokenizer.json"));
        } catch (IOException e) {
            LOG.error("Clips cannot be cloned: the tokenizer of {} cannot be read", settings.model());
            LOG.debug("Why", e);
            return ModelWatch.Running.unusable();
        }
        LOG.info("{} clones clips. {}", settings.model(), found.reason());
        ChatterboxEngine engine = engine(context, settings, found, languages, clips, devices);
        RegisteredEngine registered = new RegisteredEngine(
                context, engine, settings.model(), settings.ranking(), engine::load, engine::close);
        engine.onMove(registered::moved);
        return new ModelWatch.Running(registered::isThere, registered::stop);
    }

    private static ChatterboxEngine engine(
            BundleContext context,
            ChatterboxSettings settings,
            ModelWatch.Found found,
            LanguageTags languages,
            ClipAudio clips,
            Devices devices) {
        ChatterboxFiles files = found.files();
        String precision = files.mix().title();
        EngineInfo info = info(context.getBundle().getVersion() + " (" + precision + ")", languages);
        Path cache = Path.of(String.valueOf(context.getProperty("mynah.home")), "cache", "chatterbox");
        return new ChatterboxEngine(
                info,
                network(files, devices.sessions(), devices::large, settings.idle()),
                contentId(settings.model(), found),
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

    /** What of the model makes how it hears a clip. */
    private static String contentId(String model, ModelWatch.Found found) {
        String precision = found.files().mix().of("speech_encoder").id();
        return (model + "-" + found.revision() + "-" + precision).replaceAll("[^A-Za-z0-9]+", "-");
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
        registration.unregister();
        looking.cancel(false);
        thread.shutdown();
        watch.stop();
    }
}

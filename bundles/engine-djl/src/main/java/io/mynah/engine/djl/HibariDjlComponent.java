package io.mynah.engine.djl;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.model.ModelFolders;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.engine.base.IdleModel;
import io.mynah.engine.base.Vocabulary;
import io.mynah.engine.base.hibari.HibariFiles;
import io.mynah.engine.base.hibari.HibariSpeech;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the understudy. Unlike other engines it is registered before it has spoken a word: that would load all that
 * it is there to do without until it is needed. And it is registered when somebody else with its voice has come, or when
 * nobody has for a while: who asks a server that has just started is not to hear it only because it was there first.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.mynah.engine.djl")
@Designate(ocd = HibariDjlComponent.Config.class)
public final class HibariDjlComponent {
    private static final Logger LOG = LoggerFactory.getLogger(HibariDjlComponent.class);

    private static final String ID = "hibari-djl";

    /** For the others to come. */
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final BundleContext context;
    private final Map<String, Object> properties;
    private final HibariDjlEngine engine;
    private final ScheduledExecutorService clock;

    private @Nullable ServiceRegistration<TtsEngine> registration;
    private boolean stopped;

    /** Settings of the understudy. */
    @ObjectClassDefinition(
            name = "Mynah: understudy",
            description = "Hibari on DJL, for when no other engine can speak")
    @interface Config {
        @AttributeDefinition(
                name = "Ranking",
                description = "Of the engines that can speak a request, the one with the highest ranking does")
        int ranking() default -1000;

        @AttributeDefinition(
                name = "Idle unload seconds",
                description = "After how long without a request it leaves memory; 0 is never")
        int idle_unload_seconds() default 600;
    }

    /**
     * Finds the voice.
     *
     * @throws IOException if a file of the voice is missing or cannot be read
     */
    @Activate
    public HibariDjlComponent(
            BundleContext context,
            Config config,
            @Reference(target = "(" + TextFrontEnd.LANGUAGES + "=en-US)") TextFrontEnd text)
            throws IOException {
        this.context = context;
        try {
            engine = engine(context, Duration.ofSeconds(config.idle_unload_seconds()), text);
        } catch (IOException e) {
            // Said here, too, since SCR's line about it wraps the reason out of sight.
            LOG.error("The understudy {} cannot speak: {}", ID, e.getMessage());
            throw e;
        }
        // Without the id of its model: who prefers that one means the engine that is made for it.
        properties = new HashMap<>(engine.info().serviceProperties());
        properties.put(Constants.SERVICE_RANKING, config.ranking());
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "mynah-" + ID + "-start");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> ignored = clock.schedule(this::register, START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static HibariDjlEngine engine(BundleContext context, Duration idle, TextFrontEnd text) throws IOException {
        HibariFiles files = HibariFiles.find(ModelFolders.of(context.getProperty(ModelFolders.PROPERTY)));
        VoiceInfo voice = files.voice();
        EngineInfo info = HibariSpeech.describe(ID, voice)
                .title("Hibari on DJL")
                .version(context.getBundle().getVersion().toString())
                .build();
        HibariSpeech speech = new HibariSpeech(text, voice.language(), Vocabulary.read(files.vocabulary()));
        return new HibariDjlEngine(info, speech, new IdleModel<>(ID, () -> HibariNetworks.load(files.model()), idle));
    }

    /** Somebody else has come. */
    @Reference(
            name = "other",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(!(" + EngineInfo.ID + "=" + ID + "))")
    void addOther(TtsEngine other) {
        if (other.info().hasVoice(engine.info().voices().get(0).id())) {
            register();
        }
    }

    /** Somebody else has gone: that is what it is there for. */
    void removeOther(TtsEngine other) {
        LOG.debug("{} has gone", other.info().id());
    }

    private synchronized void register() {
        if (registration == null && !stopped) {
            registration = context.registerService(TtsEngine.class, engine, FrameworkUtil.asDictionary(properties));
            clock.shutdown();
        }
    }

    /** Takes the engine away; waits until nobody uses it any more. */
    @Deactivate
    public void stop() {
        withdraw();
        engine.close();
    }

    private synchronized void withdraw() {
        stopped = true;
        clock.shutdownNow();
        if (registration != null) {
            registration.unregister();
        }
    }
}

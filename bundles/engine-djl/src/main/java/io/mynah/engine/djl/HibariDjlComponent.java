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
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the understudy. Unlike other engines it is registered before it has spoken a word: that would load all that
 * it is there to do without until it is needed.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.mynah.engine.djl")
@Designate(ocd = HibariDjlComponent.Config.class)
public final class HibariDjlComponent {
    private static final Logger LOG = LoggerFactory.getLogger(HibariDjlComponent.class);

    private static final String ID = "hibari-djl";

    private final HibariDjlEngine engine;
    private final ServiceRegistration<TtsEngine> registration;

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
     * Finds the voice and registers an engine for it.
     *
     * @throws IOException if a file of the voice is missing or cannot be read
     */
    @Activate
    public HibariDjlComponent(
            BundleContext context,
            Config config,
            @Reference(target = "(" + TextFrontEnd.LANGUAGES + "=en-US)") TextFrontEnd text)
            throws IOException {
        try {
            HibariFiles files = HibariFiles.find(ModelFolders.of(context.getProperty(ModelFolders.PROPERTY)));
            VoiceInfo voice = files.voice();
            EngineInfo info = HibariSpeech.describe(ID, voice)
                    .title("Hibari on DJL")
                    .version(context.getBundle().getVersion().toString())
                    .build();
            HibariSpeech speech = new HibariSpeech(text, voice.language(), Vocabulary.read(files.vocabulary()));
            engine = new HibariDjlEngine(
                    info,
                    speech,
                    new IdleModel<>(
                            ID,
                            () -> HibariNetworks.load(files.model()),
                            Duration.ofSeconds(config.idle_unload_seconds())));
        } catch (IOException e) {
            // Said here, too, since SCR's line about it wraps the reason out of sight.
            LOG.error("The understudy {} cannot speak: {}", ID, e.getMessage());
            throw e;
        }
        // Without the id of its model: who prefers that one means the engine that is made for it.
        Map<String, Object> properties = new HashMap<>(engine.info().serviceProperties());
        properties.put(Constants.SERVICE_RANKING, config.ranking());
        registration = context.registerService(TtsEngine.class, engine, FrameworkUtil.asDictionary(properties));
    }

    /** Takes the engine away; waits until nobody uses it any more. */
    @Deactivate
    public void stop() {
        registration.unregister();
        engine.close();
    }
}

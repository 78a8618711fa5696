package io.mynah.engine.onnx.hibari;

import ai.onnxruntime.OrtException;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.model.ModelFolders;
import io.mynah.api.text.TextFrontEnd;
import io.mynah.engine.base.Vocabulary;
import io.mynah.engine.base.hibari.HibariFiles;
import io.mynah.engine.base.hibari.HibariSpeech;
import io.mynah.engine.onnx.Networks;
import io.mynah.engine.onnx.RegisteredEngine;
import io.mynah.engine.onnx.device.Devices;
import io.mynah.engine.onnx.device.Placement;
import java.io.IOException;
import java.util.OptionalLong;
import org.osgi.framework.BundleContext;
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
 * The life of the hibari engine. It declares no service of its own: the engine is registered when it has spoken its
 * first word, and closed when the core has given back all that it lent, which is when unregistering returns.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.mynah.engine.hibari")
@Designate(ocd = HibariComponent.Config.class)
public final class HibariComponent {
    private static final Logger LOG = LoggerFactory.getLogger(HibariComponent.class);

    private static final String SMALL = "Hibari is so small that a graphics card would only slow it down";

    private final HibariEngine engine;
    private final ServiceRegistration<TtsEngine> registration;

    /** Settings of the embedded voice. */
    @ObjectClassDefinition(name = "Mynah: voice hibari", description = "The embedded voice")
    @interface Config {
        @AttributeDefinition(
                name = "Ranking",
                description = "Of the engines that can speak a request, the one with the highest ranking does")
        int ranking() default 0;
    }

    /**
     * Loads the voice, lets it speak a word and registers it.
     *
     * @throws IOException if a file of the voice is missing or damaged
     */
    @Activate
    public HibariComponent(
            BundleContext context,
            Config config,
            @Reference(target = "(" + TextFrontEnd.LANGUAGES + "=en-US)") TextFrontEnd text,
            @Reference Devices devices)
            throws IOException {
        String version = context.getBundle().getVersion().toString();
        ModelFolders folders = ModelFolders.of(context.getProperty(ModelFolders.PROPERTY));
        try {
            engine = load(HibariFiles.find(folders), version, text, devices.processor(SMALL));
        } catch (IOException e) {
            // Said here, too, since SCR's line about it wraps the reason out of sight.
            LOG.error("The voice hibari cannot speak: {}", e.getMessage());
            throw e;
        }
        registration = context.registerService(
                TtsEngine.class, engine, RegisteredEngine.properties(engine.info(), "hibari", config.ranking()));
    }

    private static HibariEngine load(HibariFiles files, String version, TextFrontEnd text, Placement placement)
            throws IOException {
        long start = System.nanoTime();
        VoiceInfo voice = files.voice();
        EngineInfo info = HibariSpeech.describe("hibari", voice)
                .title("Hibari")
                .version(version)
                .device(placement.device().id())
                .deviceReason(placement.reason())
                .build();
        HibariSpeech speech = new HibariSpeech(text, voice.language(), Vocabulary.read(files.vocabulary()));
        HibariEngine engine = new HibariEngine(info, speech, HibariModel.load(files.model()));
        try {
            warmUp(engine);
        } catch (IOException | RuntimeException e) {
            Networks.closeAfter(e, engine);
            throw e;
        }
        LOG.debug("hibari is ready after {} ms", (System.nanoTime() - start) / 1_000_000);
        return engine;
    }

    private static void warmUp(HibariEngine engine) throws IOException {
        Voice voice = new Voice.BuiltIn(engine.info().voices().get(0).id());
        Utterance word = new Utterance("Hello.", voice, "Auto", "Neutral", Sampling.DEFAULT, OptionalLong.empty(), 1f);
        try (PcmStream stream = engine.speak(word, Cancellation.none())) {
            if (stream.read() == null) {
                throw new IOException("hibari has nothing to say to 'Hello.': are the phonemes those of the voice?");
            }
        } catch (EngineException e) {
            throw new IOException("hibari cannot speak: " + e.getMessage(), e);
        }
    }

    /** Takes the engine away; waits until nobody uses it any more. */
    @Deactivate
    public void stop() throws OrtException {
        registration.unregister();
        engine.close();
    }
}

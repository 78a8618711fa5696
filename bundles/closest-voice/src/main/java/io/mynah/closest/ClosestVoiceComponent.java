package io.mynah.closest;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.voice.ClosestVoice;
import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.SpeechPitch;
import io.mynah.api.voice.SpeechPreparation;
import io.mynah.api.voice.SpeechSpectrum;
import io.mynah.api.voice.VoiceDoctor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
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

/** The closest voice as a service. The model learns its samples on a thread of its own, about a second after the start. */
@Component(configurationPid = ClosestSettings.PID)
@Designate(ocd = ClosestVoiceComponent.Config.class)
public final class ClosestVoiceComponent implements ClosestVoice {
    private static final String SAMPLES = "kokoro.samples";

    private final ServerSurroundings surroundings;
    private final Finder finder;

    /** What a person can set. */
    @ObjectClassDefinition(
            name = "Mynah: closest voice",
            description = "The mixture of an engine's voices that is closest to a clip")
    @interface Config {
        @AttributeDefinition(
                name = "search.seconds",
                description =
                        "Longest search for a closer voice while the server has nothing else to do, in seconds of "
                                + "one processor core; 0 is no search")
        int search_seconds() default 90;
    }

    /** @throws IOException if the bundle's samples cannot be read */
    @Activate
    public ClosestVoiceComponent(
            BundleContext context,
            Config config,
            @Reference SpeechPreparation preparation,
            @Reference SpeakerEncoder encoder,
            @Reference SpeechSpectrum spectrum,
            @Reference SpeechPitch pitch,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable VoiceDoctor doctor)
            throws IOException {
        ClosestSettings settings = ClosestSettings.of(config);
        Samples samples = samples();
        CompletableFuture<SoundModel> model = new CompletableFuture<>();
        Thread learner = new Thread(
                () -> model.completeAsync(() -> new SoundModel(samples, Kernel.DEFAULT), Runnable::run),
                "mynah-closest-model");
        learner.setDaemon(true);
        learner.start();
        Path folder = Path.of(String.valueOf(context.getProperty("mynah.home"))).resolve("cache/closest");
        Listener listener = new Listener(preparation, encoder, spectrum, pitch);
        surroundings = new ServerSurroundings(context, samples.voices(), listener);
        finder = new Finder(
                samples,
                () -> model.join().copy(),
                new ClipListener(listener, doctor),
                folder,
                surroundings,
                settings.longest());
    }

    private static Samples samples() throws IOException {
        try (InputStream stream = ClosestVoiceComponent.class.getResourceAsStream(SAMPLES)) {
            if (stream == null) {
                throw new IOException("the bundle lacks " + SAMPLES);
            }
            return Samples.read(stream);
        }
    }

    @Override
    public Answer find(Voice.Clip clip, EngineInfo engine) {
        return finder.find(clip, engine);
    }

    @Override
    public void forget(String contentId) {
        finder.forget(contentId);
    }

    @Override
    public void tidy() {
        finder.tidy();
    }

    @Deactivate
    public void close() {
        finder.close();
        surroundings.close();
    }
}

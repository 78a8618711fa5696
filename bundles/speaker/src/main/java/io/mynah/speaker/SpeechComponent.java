package io.mynah.speaker;

import io.mynah.api.model.ModelFolders;
import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.SpeechPreparation;
import io.mynah.api.voice.VoiceDoctor;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What needs to know where somebody speaks, as services. The detector's network is loaded when it is first used. */
@Component(configurationPid = SpeakerSettings.PID)
public final class SpeechComponent implements SpeechPreparation, VoiceDoctor {
    private final SpeechDetector detector;
    private final Speech speech;
    private final Doctor doctor;

    /** @throws IOException if the detector's network is not there */
    @Activate
    public SpeechComponent(
            BundleContext context, SpeakerEncoderComponent.Config config, @Reference SpeakerEncoder encoder)
            throws IOException {
        SpeakerSettings settings = SpeakerSettings.of(config.idle_unload_minutes());
        Path network = SpeechDetector.find(ModelFolders.of(context.getProperty(ModelFolders.PROPERTY)));
        detector = new SpeechDetector(network, settings.idle());
        speech = new Speech(detector);
        doctor = new Doctor(detector, encoder);
    }

    @Override
    public float[] ofClip(Path wav, double seconds) throws IOException {
        return speech.ofClip(wav, seconds);
    }

    @Override
    public float[] ofClip(Path wav, double from, double to) throws IOException {
        return speech.ofClip(wav, from, to);
    }

    @Override
    public float[] ofSamples(float[] samples, int sampleRate) {
        return speech.ofSamples(samples, sampleRate);
    }

    @Override
    public String id() {
        return doctor.id();
    }

    @Override
    public Findings examine(Path wav) throws IOException {
        return doctor.examine(wav);
    }

    @Deactivate
    public void close() {
        detector.close();
    }
}

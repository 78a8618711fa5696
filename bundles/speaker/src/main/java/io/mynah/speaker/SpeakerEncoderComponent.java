package io.mynah.speaker;

import io.mynah.api.voice.SpeakerEncoder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The speaker encoder as a service. Its network is in the bundle and is loaded when it is first used. */
@Component(configurationPid = SpeakerSettings.PID)
@Designate(ocd = SpeakerEncoderComponent.Config.class)
public final class SpeakerEncoderComponent implements SpeakerEncoder {
    private final ResemblyzerEncoder encoder;

    /** Settings of the networks that listen. */
    @ObjectClassDefinition(
            name = "Mynah: listening to voices",
            description = "The networks that tell who speaks in a clip, and where somebody speaks")
    @interface Config {
        @AttributeDefinition(
                name = "Unload when idle",
                description = "Minutes without use after which a network leaves memory; it comes back on demand")
        int idle_unload_minutes() default 5;
    }

    @Activate
    public SpeakerEncoderComponent(Config config) {
        encoder = new ResemblyzerEncoder(
                SpeakerSettings.of(config.idle_unload_minutes()).idle());
    }

    @Override
    public String id() {
        return encoder.id();
    }

    @Override
    public float[] embed(float[] samples) {
        return encoder.embed(samples);
    }

    @Deactivate
    public void close() {
        encoder.close();
    }
}

package io.mynah.engine.onnx.device;

import ai.onnxruntime.OrtException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which device there is for the engines of this bundle: the one setting {@code device}, and what this ONNX Runtime and this
 * machine have. Safe for use by several threads.
 */
@Component(service = Devices.class, configurationPid = Devices.PID)
@Designate(ocd = Devices.Config.class)
public final class Devices {
    static final String PID = "io.mynah.engine.onnx";

    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

    private final Wanted wanted;
    private final Sessions sessions;
    private @Nullable Placement large;

    /** What a person asked for. */
    enum Wanted {
        AUTO,
        CUDA,
        CPU
    }

    /** The setting that all engines of this bundle share. */
    @ObjectClassDefinition(name = "Mynah: device", description = "Where voices are computed")
    @interface Config {
        @AttributeDefinition(
                name = "Device",
                description =
                        "auto and cuda take the graphics card for large models where that is possible, otherwise the "
                                + "processor; cuda tries at the start, and warns if it is not",
                options = {@Option("auto"), @Option("cuda"), @Option("cpu")})
        String device() default "auto";
    }

    @Activate
    public Devices(Config config) {
        this(wanted(config.device()), new OrtSessions());
    }

    Devices(Wanted wanted, Sessions sessions) {
        this.wanted = wanted;
        this.sessions = sessions;
        if (wanted == Wanted.CUDA) {
            large(); // who asks for it shall know at once
        }
    }

    /** What {@code device} says, in any case. */
    static Wanted wanted(String name) {
        try {
            return Wanted.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PID + ": device = " + name + " is not one of auto, cuda, cpu", e);
        }
    }

    /** What opens sessions. */
    public Sessions sessions() {
        return sessions;
    }

    /** Where large models are computed. The first call tries the graphics card, if one is wanted, which may take seconds. */
    public synchronized Placement large() {
        if (large == null) {
            large = decide();
        }
        return large;
    }

    /**
     * The processor, for an engine that uses nothing else. Tries nothing.
     *
     * @param why it would not use a graphics card that is there
     */
    public synchronized Placement processor(String why) {
        if (large != null && large.device() == Device.CPU) {
            return large;
        }
        if (wanted == Wanted.CPU || !sessions.includes(Device.CUDA)) {
            return large();
        }
        return new Placement(Device.CPU, why);
    }

    private Placement decide() {
        if (wanted == Wanted.CPU) {
            return new Placement(Device.CPU, "device = cpu is set");
        }
        String why = OrtFailures.NOT_INCLUDED;
        if (sessions.includes(Device.CUDA)) {
            try {
                sessions.probe(Device.CUDA);
                LOG.info("Large models are computed by CUDA");
                return new Placement(Device.CUDA, "");
            } catch (OrtException e) {
                LOG.debug("CUDA was tried", e);
                why = OrtFailures.whyNoCuda(e);
            }
        }
        String reason = "CUDA cannot be used: " + why;
        if (wanted == Wanted.CUDA) {
            LOG.warn("{}. Voices are computed on the CPU", reason);
        } else if (sessions.includes(Device.CUDA)) {
            LOG.info("{}. Voices are computed on the CPU", reason);
        } else {
            LOG.debug("{}, and nobody asked for it", reason);
        }
        return new Placement(Device.CPU, reason);
    }
}

package io.mynah.keeper;

import io.mynah.api.admin.BundleFailure;
import io.mynah.api.admin.BundleFailures;
import io.mynah.api.speech.SpeechService;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.framework.BundleContext;
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

/** The keeper, and what it has to tell. */
@Component(immediate = true, configurationPid = KeeperComponent.PID)
@Designate(ocd = KeeperComponent.Config.class)
public final class KeeperComponent implements BundleFailures {
    static final String PID = "io.mynah.keeper";

    /** What can be set. */
    @ObjectClassDefinition(
            name = "Mynah keeper",
            description = "Puts the old version of a bundle back if the new one fails")
    @interface Config {
        @AttributeDefinition(
                name = "Warm-up limit (ms)",
                description = "How long a new version may take until it does what the old one did, 1000 to 3600000")
        long warm_up_limit_ms() default 30_000;
    }

    private final SpokenWord hearing = new SpokenWord();
    private final Keeper keeper;

    @Activate
    public KeeperComponent(BundleContext context, Config config) {
        long limit = config.warm_up_limit_ms();
        if (limit < 1_000 || limit > 3_600_000) {
            throw new IllegalArgumentException(
                    PID + ": warm.up.limit.ms = " + limit + " is not within 1000 to 3600000");
        }
        File data = context.getDataFile("kept");
        if (data == null) {
            throw new IllegalStateException("this framework has no storage");
        }
        Path deploy = Path.of(String.valueOf(context.getProperty("mynah.home")), "deploy");
        keeper = new Keeper(context, new Store(data.toPath(), deploy), hearing, Duration.ofMillis(limit));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSpeech(SpeechService service) {
        hearing.use(service);
    }

    void unbindSpeech(SpeechService service) {
        hearing.leave(service);
    }

    @Override
    public List<BundleFailure> failures() {
        return keeper.failures();
    }

    @Deactivate
    public void stop() {
        keeper.close();
    }
}

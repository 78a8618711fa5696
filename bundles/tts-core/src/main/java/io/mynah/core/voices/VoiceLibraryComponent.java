package io.mynah.core.voices;

import io.mynah.api.audio.AudioConverter;
import io.mynah.api.audio.AudioException;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.ConversionFailed;
import io.mynah.api.speech.SpeechException.StorageFull;
import io.mynah.api.speech.SpeechException.UnusableClip;
import io.mynah.api.speech.VoiceLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The voice library as a service; it stays while converters come and go. */
@Component(service = VoiceLibrary.class, immediate = true, configurationPid = VoiceSettings.PID)
@Designate(ocd = VoiceLibraryComponent.Config.class)
public final class VoiceLibraryComponent implements VoiceLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(VoiceLibraryComponent.class);

    /** What can be set. */
    @ObjectClassDefinition(name = "Mynah voices")
    @interface Config {
        @AttributeDefinition(
                name = "References",
                description = "Folder of the voice clips. ~ is your home folder; relative to Mynah's own folder.")
        String references_dir() default "${mynah.home}/references";

        @AttributeDefinition(name = "Upload limit (bytes)", description = "Larger files are refused.")
        long upload_limit_bytes() default 104_857_600;

        @AttributeDefinition(
                name = "Longest clip (s)",
                description = "Longer clips are refused, by the audio converter too. 5 to 36000.")
        int longest_seconds() default 600;

        @AttributeDefinition(
                name = "Wait for the converter (ms)",
                description = "How long a request waits while the audio converter is being replaced. 0 to 60000.")
        int converter_wait_ms() default 5_000;
    }

    private final References references;
    private final Workshop workshop;
    private final Workshop spareWorkshop;
    private final ConverterGate converters;
    private final Twins twins;
    private final ClipCheck check;
    private final Intake intake;
    private final long uploadLimit;

    @Activate
    public VoiceLibraryComponent(BundleContext context, Config config) {
        this(VoiceSettings.of(config, home(context)), Clock.systemUTC());
    }

    VoiceLibraryComponent(VoiceSettings settings, Clock clock) {
        uploadLimit = settings.uploadLimitBytes();
        references = new References(settings.references(), clock);
        workshop = new Workshop(references.own().resolve("tmp"));
        converters = new ConverterGate(settings.converterWait());
        ByIdentity<String> hashes = new ByIdentity<>(clock);
        spareWorkshop = new Workshop(settings.spareTwins().resolve("tmp"));
        twins = new Twins(
                new TwinShelf(references.directory(), references.own().resolve("twins"), workshop),
                new TwinShelf(settings.spareTwins(), settings.spareTwins(), spareWorkshop),
                converters,
                hashes);
        check = new ClipCheck(new ClipRules(settings.longestSeconds()), converters, twins, hashes, clock);
        intake = new Intake(references, workshop, converters, twins, check, uploadLimit);
        sweep(workshop);
        sweep(spareWorkshop);
    }

    private static void sweep(Workshop workshop) {
        try {
            workshop.sweep();
        } catch (IOException e) {
            LOG.warn("What a killed server may have left cannot be removed: {}", e.toString());
        }
    }

    private static Path home(BundleContext context) {
        String home = context.getProperty("mynah.home");
        return Path.of(home == null ? "" : home).toAbsolutePath();
    }

    @Reference(
            name = "converter",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(AudioConverter converter) {
        converters.bind(converter);
    }

    void unbind(AudioConverter converter) {
        converters.unbind(converter);
    }

    @Deactivate
    void stop() throws IOException {
        try (spareWorkshop) {
            workshop.close();
        }
    }

    @Override
    public Path directory() {
        return references.directory();
    }

    @Override
    public boolean exists() {
        return references.exists();
    }

    @Override
    public List<Clip> list() {
        return references.clips().stream().map(check::quick).toList();
    }

    @Override
    public List<String> names() {
        return references.clips().stream().map(References.Found::name).toList();
    }

    @Override
    public Optional<Voice.Clip> find(String name) throws SpeechException {
        Optional<References.Found> file = file(ClipNames.normal(name));
        return file.isPresent() ? clip(file.get()) : Optional.empty();
    }

    private Optional<Voice.Clip> clip(References.Found file) throws SpeechException {
        if (file.accepted().isEmpty()) {
            throw new UnusableClip(ClipRules.unsupported(ClipNames.extension(ClipNames.last(file.name()))));
        }
        try {
            ClipCheck.Checked checked = check.thorough(file);
            if (!checked.verdict().valid()) {
                throw new UnusableClip(String.valueOf(checked.verdict().error()));
            }
            return Optional.of(new Voice.Clip(file.name(), checked.wav(), checked.hash()));
        } catch (AudioException e) {
            throw e.kind() == AudioException.Kind.STORAGE_FULL
                    ? new StorageFull(e)
                    : new ConversionFailed(file.name(), e);
        } catch (IOException e) {
            if (Files.notExists(file.real())) {
                return Optional.empty(); // deleted while we looked
            }
            // The clip itself: what fails in writing has become an AudioException.
            LOG.warn("A clip cannot be read: {}", e.getClass().getSimpleName());
            LOG.debug("Reading a clip failed", e);
            throw new UnusableClip(ClipRules.unreadable(file.name(), file.format(), file.path())
                    .error());
        }
    }

    @Override
    public Clip add(InputStream content, String filename, boolean overwrite) throws SpeechException {
        return intake.add(content, filename, overwrite);
    }

    @Override
    public long uploadLimit() {
        return uploadLimit;
    }

    /** The clip that a name means. A twin means its source, as long as there is one. */
    private Optional<References.Found> file(String name) {
        if (!ClipNames.isRelative(name)) {
            return Optional.empty();
        }
        Optional<References.Found> exact = references.exact(name);
        if (exact.isPresent()) {
            return Optional.of(source(exact.get()).orElse(exact.get()));
        }
        return ClipNames.stems(name).stream()
                .flatMap(references::withStem)
                .filter(clip -> !isTwinOf(clip, name))
                .findFirst()
                .map(clip -> source(clip).orElse(clip));
    }

    /** The clip that was asked for has gone; the twin that we once made does not speak for it. */
    private boolean isTwinOf(References.Found clip, String name) {
        return sourceName(clip).filter(name::equals).isPresent();
    }

    private Optional<References.Found> source(References.Found clip) {
        return sourceName(clip).flatMap(references::exact);
    }

    private Optional<String> sourceName(References.Found clip) {
        try {
            return twins.sourceOf(clip);
        } catch (IOException e) {
            return Optional.empty(); // what cannot be read is refused later, with its name
        }
    }
}

package io.mynah.voices;

import io.mynah.api.audio.AudioConverter;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.ClipExaminations;
import io.mynah.api.speech.NewClip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.speech.VoiceNotes;
import io.mynah.api.speech.VoiceShelf;
import io.mynah.api.voice.ClosestVoice;
import io.mynah.api.voice.VoiceDoctor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
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
 * The voice library as services. It stays while converters and doctors come and go, and when it goes itself, it lets what is
 * under way end first.
 */
@Component(
        service = {VoiceLibrary.class, VoiceShelf.class, ClipExaminations.class},
        immediate = true,
        configurationPid = VoiceSettings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = VoiceLibraryComponent.Config.class)
public final class VoiceLibraryComponent implements VoiceLibrary, VoiceShelf, ClipExaminations {

    private static final Logger LOG = LoggerFactory.getLogger(VoiceLibraryComponent.class);

    /** For a conversion under way, or an upload. Requests wait for the next library meanwhile, ten seconds by default. */
    private static final Duration FAREWELL = Duration.ofSeconds(8);

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
    private final ClipCheck check;
    private final ClipFinder finder;
    private final Contents contents;
    private final Intake intake;
    private final Shelf shelf;
    private final Examinations examinations;
    private final Leftovers leftovers;
    private final Calls calls = new Calls();
    private final long uploadLimit;

    @Activate
    public VoiceLibraryComponent(BundleContext context, Config config) {
        this(VoiceSettings.of(config, home(context)), Clock.systemUTC());
        leftovers.begin();
        LOG.info("The voice library is open");
    }

    VoiceLibraryComponent(VoiceSettings settings, Clock clock) {
        uploadLimit = settings.uploadLimitBytes();
        references = new References(settings.references(), clock);
        workshop = new Workshop(references.own().resolve("tmp"));
        converters = new ConverterGate(settings.converterWait());
        ByIdentity<String> hashes = new ByIdentity<>(clock);
        spareWorkshop = new Workshop(settings.spareTwins().resolve("tmp"));
        Twins twins = new Twins(
                new TwinShelf(references.directory(), references.own().resolve("twins"), workshop),
                new TwinShelf(settings.spareTwins(), settings.spareTwins(), spareWorkshop),
                converters,
                hashes);
        check = new ClipCheck(new ClipRules(settings.longestSeconds()), converters, twins, hashes, clock);
        finder = new ClipFinder(references, twins, check);
        NoteFiles notes = new NoteFiles(references.own().resolve("notes"), workshop, hashes, clock);
        FindingsFiles findings = new FindingsFiles(references.own().resolve("findings"), workshop);
        contents = new Contents(references, check, findings);
        intake = new Intake(references, workshop, converters, twins, check, contents, calls, uploadLimit);
        shelf = new Shelf(references, finder, check, twins, new BlendFiles(clock), notes, contents, workshop);
        examinations = new Examinations(references, finder, check, findings, new ByIdentity<>(clock));
        leftovers = new Leftovers(references, twins, contents);
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

    @Reference(
            name = "doctor",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDoctor(VoiceDoctor doctor) {
        examinations.bind(doctor);
    }

    void unbindDoctor(VoiceDoctor doctor) {
        examinations.unbind(doctor);
    }

    @Reference(name = "closest", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindClosest(ClosestVoice closest) {
        contents.bind(closest);
    }

    void unbindClosest(ClosestVoice closest) {
        contents.unbind(closest);
    }

    @Deactivate
    void stop() throws IOException, InterruptedException {
        leftovers.close();
        if (!calls.end(FAREWELL)) {
            LOG.warn("The voice library is stopped while it is still being used");
        }
        examinations.close();
        try (spareWorkshop) {
            workshop.close();
        }
    }

    /** For tests, which do not wait for the hour. */
    void tidy() {
        leftovers.tidy();
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
        return calls.during(() -> finder.find(name));
    }

    @Override
    public boolean hasContent(String contentId) {
        return contents.isThere(contentId);
    }

    @Override
    public NewClip receive(InputStream content) throws IOException, SpeechException {
        return intake.receive(content);
    }

    @Override
    public long uploadLimit() {
        return uploadLimit;
    }

    @Override
    public List<UserVoice> all() {
        return shelf.all();
    }

    @Override
    public Optional<UserVoice> voice(String name) {
        return shelf.voice(name);
    }

    @Override
    public Path file(UserVoice voice) throws SpeechException {
        return shelf.file(voice);
    }

    @Override
    public UserVoice rename(UserVoice voice, String name) throws SpeechException {
        return calls.during(() -> shelf.rename(voice, name));
    }

    @Override
    public void delete(UserVoice voice) throws SpeechException {
        calls.during(() -> {
            shelf.delete(voice);
            return voice;
        });
    }

    @Override
    public UserVoice note(UserVoice voice, UnaryOperator<VoiceNotes> change) throws SpeechException {
        return calls.during(() -> shelf.note(voice, change));
    }

    @Override
    public UserVoice save(String name, String expression, boolean overwrite) throws SpeechException {
        return calls.during(() -> shelf.save(name, expression, overwrite));
    }

    @Override
    public Optional<Map<String, Examination>> of(List<Clip> clips, Duration patience) {
        return examinations.of(clips, patience);
    }
}

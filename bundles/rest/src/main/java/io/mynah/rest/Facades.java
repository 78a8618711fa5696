package io.mynah.rest;

import io.mynah.api.admin.BundleAdmin;
import io.mynah.api.admin.EngineAdmin;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelPulls;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import io.mynah.api.speech.ClipExaminations;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.speech.VoiceShelf;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the speech service and the voice library, which may be away: while tts-core is being updated, or because its
 * configuration is invalid. REST stays up meanwhile. Safe for use by several threads.
 */
@Component(service = Facades.class)
public final class Facades {
    private static final Logger LOG = LoggerFactory.getLogger(Facades.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private volatile @Nullable SpeechService speech;
    private volatile @Nullable VoiceLibrary voices;
    private volatile @Nullable VoiceShelf shelf;
    private volatile @Nullable ClipExaminations examinations;
    private volatile @Nullable ModelStore models;
    private volatile @Nullable ModelPulls pulls;
    private volatile @Nullable EngineAdmin engineAdmin;
    private volatile @Nullable BundleAdmin bundleAdmin;
    private final Map<ModelUser, String> modelUsers = new ConcurrentHashMap<>();

    @Activate
    public Facades() {}

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSpeech(SpeechService service) {
        arrive(() -> speech = service);
    }

    void unbindSpeech(SpeechService service) {
        arrive(() -> speech = speech == service ? null : speech);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindVoices(VoiceLibrary library) {
        arrive(() -> voices = library);
    }

    void unbindVoices(VoiceLibrary library) {
        arrive(() -> voices = voices == library ? null : voices);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindShelf(VoiceShelf service) {
        arrive(() -> shelf = service);
    }

    void unbindShelf(VoiceShelf service) {
        arrive(() -> shelf = shelf == service ? null : shelf);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindExaminations(ClipExaminations service) {
        arrive(() -> examinations = service);
    }

    void unbindExaminations(ClipExaminations service) {
        arrive(() -> examinations = examinations == service ? null : examinations);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindModels(ModelStore service) {
        arrive(() -> models = service);
    }

    void unbindModels(ModelStore service) {
        arrive(() -> models = models == service ? null : models);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPulls(ModelPulls service) {
        arrive(() -> pulls = service);
    }

    void unbindPulls(ModelPulls service) {
        arrive(() -> pulls = pulls == service ? null : pulls);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindEngineAdmin(EngineAdmin service) {
        arrive(() -> engineAdmin = service);
    }

    void unbindEngineAdmin(EngineAdmin service) {
        arrive(() -> engineAdmin = engineAdmin == service ? null : engineAdmin);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindBundleAdmin(BundleAdmin service) {
        arrive(() -> bundleAdmin = service);
    }

    void unbindBundleAdmin(BundleAdmin service) {
        arrive(() -> bundleAdmin = bundleAdmin == service ? null : bundleAdmin);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindModelUser(ModelUser user, Map<String, Object> properties) {
        modelUsers.put(user, String.valueOf(properties.get(ModelUser.MODEL)));
    }

    void unbindModelUser(ModelUser user) {
        modelUsers.remove(user);
    }

    private void arrive(Runnable change) {
        lock.lock();
        try {
            change.run();
            arrival.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The speech service, if it is there right now. */
    public Optional<SpeechService> speech() {
        return Optional.ofNullable(speech);
    }

    /** The voice library, if it is there right now. */
    public Optional<VoiceLibrary> voices() {
        return Optional.ofNullable(voices);
    }

    /**
     * The speech service, waited for.
     *
     * @throws SpeechException.Unavailable if it does not come in time
     */
    SpeechService awaitSpeech(Duration patience) throws SpeechException {
        await(() -> speech != null, patience);
        return speech().orElseThrow(() -> unavailable("The speech service is not running"));
    }

    /**
     * The voice library, waited for.
     *
     * @throws SpeechException.Unavailable if it does not come in time
     */
    VoiceLibrary awaitVoices(Duration patience) throws SpeechException {
        await(() -> voices != null, patience);
        return voices().orElseThrow(() -> unavailable("The voice library is not running"));
    }

    /** What administers engines, if it is there right now. */
    public Optional<EngineAdmin> engineAdmin() {
        return Optional.ofNullable(engineAdmin);
    }

    /** Where clips are examined, if that is there right now. */
    Optional<ClipExaminations> examinations() {
        return Optional.ofNullable(examinations);
    }

    /**
     * The user's voices, waited for.
     *
     * @throws SpeechException.Unavailable if they do not come in time
     */
    VoiceShelf awaitShelf(Duration patience) throws SpeechException {
        await(() -> shelf != null, patience);
        return Optional.ofNullable(shelf).orElseThrow(() -> unavailable("The voice library is not running"));
    }

    /**
     * The model store, waited for.
     *
     * @throws SpeechException.Unavailable if it does not come in time
     */
    ModelStore awaitModels(Duration patience) throws SpeechException {
        await(() -> models != null, patience);
        return Optional.ofNullable(models).orElseThrow(() -> unavailable("The model store is not running"));
    }

    /** Which precision the engines want of their models, by the models' ids; as far as that can be told right now. */
    Map<String, ModelUser.Choice> modelChoices() {
        ModelStore store = models;
        Map<String, ModelUser.Choice> choices = new TreeMap<>();
        modelUsers.forEach((user, id) -> {
            try {
                if (store != null) {
                    choices.put(id, user.choose(store));
                }
            } catch (ModelException e) {
                LOG.debug("An engine has a model that the store does not know", e);
            }
        });
        return choices;
    }

    /**
     * What fetches models, waited for.
     *
     * @throws SpeechException.Unavailable if it does not come in time
     */
    ModelPulls awaitPulls(Duration patience) throws SpeechException {
        await(() -> pulls != null, patience);
        return Optional.ofNullable(pulls).orElseThrow(() -> unavailable("The model store is not running"));
    }

    /**
     * What administers engines, waited for.
     *
     * @throws SpeechException.Unavailable if it does not come in time
     */
    EngineAdmin awaitEngineAdmin(Duration patience) throws SpeechException {
        await(() -> engineAdmin != null, patience);
        return Optional.ofNullable(engineAdmin).orElseThrow(() -> unavailable("The speech service is not running"));
    }

    /**
     * What administers bundles, waited for.
     *
     * @throws SpeechException.Unavailable if it does not come in time
     */
    BundleAdmin awaitBundleAdmin(Duration patience) throws SpeechException {
        await(() -> bundleAdmin != null, patience);
        return Optional.ofNullable(bundleAdmin)
                .orElseThrow(() -> unavailable("The administration of bundles is not running"));
    }

    private void await(BooleanSupplier there, Duration patience) {
        if (there.getAsBoolean()) {
            return;
        }
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!there.getAsBoolean() && left > 0) {
                left = arrival.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private static SpeechException.Unavailable unavailable(String message) {
        return new SpeechException.Unavailable(message, Duration.ofSeconds(2));
    }
}

package io.mynah.models;

import io.mynah.api.model.ModelChecks;
import io.mynah.api.model.ModelInventory;
import io.mynah.api.model.ModelPulls;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the model store, what it does in the background, and what it tells people. */
@Component(
        service = {},
        immediate = true)
public final class ModelsComponent {
    private static final Logger LOG = LoggerFactory.getLogger(ModelsComponent.class);
    private static final Duration NETWORK_LIMIT = Duration.ofSeconds(10);

    private final Map<ModelUser, Object> users = new ConcurrentHashMap<>();
    private final BackgroundPulls pulls;
    private final BackgroundChecks checks;
    private final List<ServiceRegistration<?>> registrations;

    /** @param token that the settings name, kept out of all configurations by the launcher */
    @Activate
    public ModelsComponent(
            BundleContext context,
            @Reference(target = "(mynah.secret=hf.token)", cardinality = ReferenceCardinality.OPTIONAL) @Nullable Supplier<?> token)
            throws IOException {
        String exposed = context.getProperty("mynah.secret.exposed");
        if (exposed != null && Boolean.parseBoolean(context.getProperty("mynah.preload"))) {
            LOG.warn("Others can read {}, which has hf.token: chmod 600 {}", exposed, exposed);
        }
        HubSettings settings = HubSettings.of(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                () -> Optional.ofNullable(token).map(Supplier::get).map(Object::toString),
                Boolean.parseBoolean(context.getProperty("mynah.offline")));
        List<Path> folders = folders(context.getProperty("mynah.models"));
        Pause pause = Pause.real();
        LocalModelStore store = new LocalModelStore(
                manifest(folders),
                new Shelf(folders, settings.cache()),
                settings,
                new HubPull.Tools(new FileLocks(pause), pause, ModelsComponent::usableSpace),
                new Once<>(() -> new HubClient(settings, NETWORK_LIMIT)),
                this::users);
        this.pulls = new BackgroundPulls(store);
        this.checks = new BackgroundChecks(store);
        this.registrations = List.of(
                context.registerService(ModelStore.class, store, null),
                context.registerService(ModelPulls.class, pulls, null),
                context.registerService(ModelChecks.class, checks, null),
                context.registerService(ModelInventory.class, new Inventory(store, settings), null));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindUser(ModelUser user, Map<String, Object> properties) {
        users.put(user, properties.getOrDefault(ModelUser.MODEL, ""));
    }

    void unbindUser(ModelUser user) {
        users.remove(user);
    }

    private List<ModelUser> users(String id) {
        return users.entrySet().stream()
                .filter(user -> user.getValue().equals(id))
                .map(Map.Entry::getKey)
                .toList();
    }

    static List<Path> folders(@Nullable String property) {
        List<Path> folders = new ArrayList<>();
        for (String folder : property == null ? new String[0] : property.split(File.pathSeparator)) {
            if (!folder.isEmpty()) {
                folders.add(Path.of(folder));
            }
        }
        return folders;
    }

    /** Ours, and those that a person put into a folder of models. */
    static Manifest manifest(List<Path> folders) throws IOException {
        Manifest manifest = Manifest.ours();
        for (Path folder : folders) {
            Path file = folder.resolve(Manifest.RESOURCE);
            if (Files.isRegularFile(file)) {
                try (InputStream json = Files.newInputStream(file)) {
                    manifest = manifest.with(Manifest.read(json));
                } catch (IOException | IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
                }
            }
        }
        return manifest;
    }

    /** Of the disk that a folder is on or will be on. */
    static long usableSpace(Path folder) {
        try {
            Path there = folder;
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what runs. */
    @Deactivate
    public void stop() {
        registrations.forEach(ServiceRegistration::unregister);
        pulls.stop();
        checks.stop();
    }

    /** Makes a thing when it is first asked for. */
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> maker;
        private @Nullable T made;

        Once(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public synchronized T get() {
            T there = made;
            if (there == null) {
                there = maker.get();
                made = there;
            }
            return there;
        }
    }
}

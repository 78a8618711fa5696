package io.mynah.models;

import io.mynah.api.model.ModelChecks;
import io.mynah.api.model.ModelInventory;
import io.mynah.api.model.ModelPullListener;
import io.mynah.api.model.ModelPulls;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelToken;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the model store, what it does in the background, and what it tells people. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.mynah.models")
@Designate(ocd = ModelsComponent.Config.class)
public final class ModelsComponent {
    private static final Logger LOG = LoggerFactory.getLogger(ModelsComponent.class);
    private static final Duration NETWORK_LIMIT = Duration.ofSeconds(10);

    /** For the engine that knows which precision it wants. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<ModelUser, Object> users = new ConcurrentHashMap<>();
    private final Set<ModelPullListener> listeners = ConcurrentHashMap.newKeySet();
    private final BackgroundPulls pulls;
    private final BackgroundChecks checks;
    private final Optional<WantedModel> wanted;
    private final List<ServiceRegistration<?>> registrations;

    /** What a person can set. */
    @ObjectClassDefinition(name = "Mynah: models", description = "Models that are fetched")
    @interface Config {
        @AttributeDefinition(
                name = "Model",
                description = "The id of a model that is fetched at the start if it is not here; empty for none")
        String model() default "";
    }

    /** @param token that the settings name, kept out of all configurations by the launcher */
    @Activate
    public ModelsComponent(
            BundleContext context,
            Config config,
            @Reference(target = "(mynah.secret=hf.token)", cardinality = ReferenceCardinality.OPTIONAL) @Nullable Supplier<?> token)
            throws IOException {
        TokenFile kept = new TokenFile(Path.of(String.valueOf(context.getProperty("mynah.home")), "conf", "hub-token"));
        HubSettings settings = HubSettings.of(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                () -> Optional.ofNullable(token).map(Supplier::get).map(Object::toString),
                kept,
                Boolean.parseBoolean(context.getProperty("mynah.offline")));
        List<String> exposed = settings.token().files().stream()
                .filter(TokenFile::isExposed)
                .map(file -> file.path().toString())
                .toList();
        boolean isServer = Boolean.parseBoolean(context.getProperty("mynah.preload"));
        if (isServer) {
            warn(context.getProperty("mynah.secret.exposed"), exposed);
        }
        List<Path> folders = folders(context.getProperty("mynah.models"));
        Pause pause = Pause.real();
        LocalModelStore store = new LocalModelStore(
                manifest(folders),
                new Shelf(folders, settings.cache()),
                settings,
                new HubPull.Tools(new FileLocks(pause), pause, ModelsComponent::usableSpace),
                new Once<>(() -> new HubClient(settings, NETWORK_LIMIT)),
                this::users);
        this.pulls = new BackgroundPulls(store, progress -> listeners.forEach(each -> each.progressed(progress)));
        this.checks = new BackgroundChecks(store);
        // Single commands fetch only what they are told to.
        this.wanted = isServer && !config.model().isBlank()
                ? Optional.of(new WantedModel(config.model().strip(), store, pulls, PATIENCE))
                : Optional.empty();
        this.registrations = List.of(
                context.registerService(
                        ModelStore.class,
                        store,
                        FrameworkUtil.asDictionary(Map.of(ModelStore.EXPOSED_TOKENS, exposed.toArray(String[]::new)))),
                context.registerService(ModelToken.class, kept, null),
                context.registerService(ModelPulls.class, pulls, null),
                context.registerService(ModelChecks.class, checks, null),
                context.registerService(ModelInventory.class, new Inventory(store, settings), null));
    }

    /** @param conf the file of settings, if it has the token and others can read it */
    private static void warn(@Nullable String conf, List<String> tokenFiles) {
        if (conf != null) {
            LOG.warn("Others can read {}, which has a token: chmod 600 {}", conf, conf);
        }
        for (String file : tokenFiles) {
            LOG.warn("Others can read {}, which has the hub's token: chmod 600 {}", file, file);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindUser(ModelUser user, Map<String, Object> properties) {
        Object model = properties.getOrDefault(ModelUser.MODEL, "");
        users.put(user, model);
        wanted.ifPresent(each -> each.userCame(model));
    }

    void unbindUser(ModelUser user) {
        users.remove(user);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(ModelPullListener listener) {
        listeners.add(listener);
    }

    void unbindListener(ModelPullListener listener) {
        listeners.remove(listener);
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
        wanted.ifPresent(WantedModel::stop);
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

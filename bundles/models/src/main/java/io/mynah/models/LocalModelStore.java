package io.mynah.models;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo;
import io.mynah.api.model.ModelInfo.Source;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelProgress.State;
import io.mynah.api.model.ModelReport;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The store over a manifest. The hub's client is made at the first pull: before it nothing here has a socket. */
final class LocalModelStore implements ModelStore {
    private final Manifest manifest;
    private final Shelf shelf;
    private final HubSettings settings;
    private final HubPull.Tools tools;
    private final Supplier<HubClient> hub;
    private final Users users;

    LocalModelStore(
            Manifest manifest,
            Shelf shelf,
            HubSettings settings,
            HubPull.Tools tools,
            Supplier<HubClient> hub,
            Users users) {
        this.manifest = manifest;
        this.shelf = shelf;
        this.settings = settings;
        this.tools = tools;
        this.hub = hub;
        this.users = users;
    }

    @Override
    public List<ModelInfo> models() {
        return manifest.models().stream().map(this::describe).toList();
    }

    private ModelInfo describe(ModelEntry model) {
        List<ModelInfo.Variant> variants = new ArrayList<>();
        for (Selection selection : selections(model)) {
            variants.add(describe(selection));
        }
        return new ModelInfo(model.id(), model.title(), model.source(), model.origin(), model.licence(), variants);
    }

    private ModelInfo.Variant describe(Selection selection) {
        return new ModelInfo.Variant(
                selection.precision(),
                selection.revision(),
                selection.bytes(),
                selection.isExact(),
                shelf.find(selection).orElse(null));
    }

    @Override
    public ModelInfo.Variant variant(String id, String precision) throws ModelException {
        return describe(select(id, precision));
    }

    @Override
    public long room() {
        return tools.usableSpace().applyAsLong(settings.cache());
    }

    @Override
    public long stamp(String id) throws ModelException {
        return shelf.stamp(selections(manifest.model(id)));
    }

    private static List<Selection> selections(ModelEntry model) {
        List<Selection> selections = new ArrayList<>();
        for (ModelEntry.Variant variant : model.variants()) {
            try {
                selections.add(model.select(variant.precision()));
            } catch (ModelException e) {
                throw new IllegalStateException("a model has its own precisions", e);
            }
        }
        return selections;
    }

    @Override
    public Optional<Path> find(String id, String precision) throws ModelException {
        return shelf.find(select(id, precision));
    }

    /** The models as they are known, and where their files can lie. */
    Manifest manifest() {
        return manifest;
    }

    Shelf shelf() {
        return shelf;
    }

    /** What is asked for, if there is such a thing. */
    Selection select(String id, String precision) throws ModelException {
        ModelEntry model = manifest.model(id);
        return model.select(precision.isBlank() ? wanted(id) : precision);
    }

    /** What the first of its users wants; empty if nobody uses it. */
    private String wanted(String id) throws ModelException {
        List<ModelUser> all = users.of(id);
        return all.isEmpty() ? "" : all.get(0).choose(this).precision();
    }

    @Override
    public Path pull(String id, String precision, Consumer<ModelProgress> listener, Cancellation cancellation)
            throws ModelException {
        Selection selection = select(id, precision);
        Meter meter = new Meter(id, selection.precision(), listener, System::nanoTime);
        Path folder = pull(selection, meter, cancellation);
        meter.state(State.DONE, null);
        return folder;
    }

    private Path pull(Selection selection, Meter meter, Cancellation cancellation) throws ModelException {
        ModelEntry model = selection.model();
        Optional<Path> here = shelf.find(selection);
        if (here.isPresent()) {
            meter.total(selection.bytes());
            meter.found(selection.bytes());
            return here.get();
        }
        requireFetchable(selection);
        HubCache cache = new HubCache(settings.cache(), model.origin());
        Path folder = new HubPull(hub.get(), cache, tools, selection, meter, cancellation).run();
        users.of(model.id()).forEach(ModelUser::changed);
        return folder;
    }

    /**
     * Makes sure that a precision is here or may be asked for.
     *
     * @throws ModelException if a pull could only fail, without asking anybody
     */
    void requirePullable(Selection selection) throws ModelException {
        if (shelf.find(selection).isEmpty()) {
            requireFetchable(selection);
        }
    }

    private void requireFetchable(Selection selection) throws ModelException {
        ModelEntry model = selection.model();
        if (model.source() != Source.HUB) {
            throw new ModelException.NotAtHub(
                    model.source() == Source.EMBEDDED
                            ? model.id() + " is part of the distribution, which lacks some of its files; unpack it anew"
                            : model.id() + " is to be found in " + model.origin() + ", which lacks some of its files");
        }
        if (settings.offline().isPresent()) {
            throw new ModelException.Offline(model.id() + " (" + selection.precision() + ") is not here, and "
                    + settings.offline().get() + " forbids to fetch it");
        }
    }

    @Override
    public ModelReport verify(String id, String precision, Consumer<ModelProgress> listener, Cancellation cancellation)
            throws ModelException {
        Selection selection = select(id, precision);
        Meter meter = new Meter(id, selection.precision(), listener, System::nanoTime);
        Path folder = shelf.findSome(selection).orElse(null);
        ModelReport report = new Verification(selection, folder, settings.cache(), meter, cancellation).run();
        meter.state(State.DONE, null);
        return report;
    }

    @Override
    public long remove(String id) throws ModelException {
        ModelEntry model = manifest.model(id);
        List<Selection> selections = selections(model);
        if (model.source() != Source.HUB) {
            throw new ModelException.NotRemovable(
                    model.source() == Source.EMBEDDED
                            ? id + " is part of the distribution"
                            : id + " lies in a folder of yours, " + model.origin());
        }
        long freed;
        try {
            users.of(id).forEach(ModelUser::release);
            freed = new Removal(new HubCache(settings.cache(), model.origin()), tools.locks()).run(selections);
        } finally {
            users.of(id).forEach(ModelUser::changed);
        }
        Optional<Path> elsewhere =
                selections.stream().map(shelf::find).flatMap(Optional::stream).findFirst();
        if (freed == 0 && elsewhere.isPresent()) {
            throw new ModelException.NotRemovable(id + " lies in a folder of yours, " + elsewhere.get());
        }
        return freed;
    }
}

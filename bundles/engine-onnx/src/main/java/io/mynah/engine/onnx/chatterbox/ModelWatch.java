package io.mynah.engine.onnx.chatterbox;

import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an engine as long as its model is here. A store that goes takes no engine along: it is being replaced. Safe for use by
 * several threads.
 */
final class ModelWatch implements ModelUser {
    private static final Logger LOG = LoggerFactory.getLogger(ModelWatch.class);

    private final String model;
    private final @Nullable Mix pinned;
    private final Machines machines;
    private final Function<Found, Running> starter;
    private final Executor later;

    private volatile @Nullable ModelStore store;
    private volatile @Nullable Chosen lastChosen;
    private @Nullable Found current;
    private @Nullable Running running;
    /** It could not be used, so only another one is tried. */
    private @Nullable Found failed;

    private @Nullable String said;
    private boolean released;
    private boolean stopped;

    /** What the machine has, asked for each choice. */
    @FunctionalInterface
    interface Machines {
        PrecisionChoice.Machine now(long disk);
    }

    /**
     * An engine that has been started.
     *
     * @param isUsable whether it could be used so far
     * @param end ends it when nobody uses it any more
     */
    record Running(BooleanSupplier isUsable, Runnable end) {

        /** It could not even be started. */
        static Running unusable() {
            return new Running(() -> false, () -> {});
        }
    }

    /**
     * A model that is here.
     *
     * @param revision of the hub; empty where there is none
     * @param reason why this precision
     * @param stamp another one when a file has changed
     */
    record Found(ChatterboxFiles files, String revision, String reason, long stamp) {}

    /** All that a choice depends on, besides what a person has pinned for good. */
    private record Basis(ModelStore store, long stamp, PrecisionChoice.Machine machine) {}

    /** A choice, and where that lies. */
    private record Chosen(Basis basis, Choice choice, ModelInfo.Variant variant) {}

    /**
     * Watches nothing until there is a store.
     *
     * @param pinned the mixture that a person demands; {@code null} to choose
     * @param starter starts an engine
     * @param later runs what may last
     */
    ModelWatch(
            String model, @Nullable Mix pinned, Machines machines, Function<Found, Running> starter, Executor later) {
        this.model = model;
        this.pinned = pinned;
        this.machines = machines;
        this.starter = starter;
        this.later = later;
    }

    /** A store has come. */
    void store(ModelStore now) {
        synchronized (this) {
            store = now;
            // Another one that had this released will not tell of the end.
            released = false;
        }
        look();
    }

    /** A store has gone; the engine stays. */
    synchronized void noStore(ModelStore gone) {
        if (store == gone) {
            store = null;
            released = false;
        }
    }

    @Override
    public Choice choose(ModelStore from) throws ModelException {
        return chosen(from).choice();
    }

    /** What was chosen the last time, unless something that it depends on has changed. */
    private Chosen chosen(ModelStore from) throws ModelException {
        // Before the files are looked at: if they change meanwhile, the next one sees it.
        Basis basis =
                new Basis(from, from.stamp(model), machines.now(from.room()).rounded());
        Chosen known = lastChosen;
        if (known == null || !known.basis().equals(basis)) {
            Choice choice = chooseAnew(from, basis.machine());
            known = new Chosen(basis, choice, from.variant(model, choice.precision()));
            lastChosen = known;
        }
        return known;
    }

    private Choice chooseAnew(ModelStore from, PrecisionChoice.Machine machine) throws ModelException {
        List<PrecisionChoice.Offer> offers = new ArrayList<>();
        if (pinned != null) {
            from.variant(model, pinned.id()); // throws where there is no such thing
        } else {
            for (Mix mix : PrecisionChoice.preferred(machine.cuda())) {
                add(from, mix, offers);
            }
            if (offers.stream().noneMatch(PrecisionChoice.Offer::here)) {
                addMixtures(from, offers);
            }
            if (offers.isEmpty()) {
                throw new ModelException.UnknownPrecision(model + " has no precision that Chatterbox knows");
            }
        }
        PrecisionChoice.Choice choice = PrecisionChoice.choose(machine, offers, pinned);
        return new Choice(choice.mix().id(), choice.reason());
    }

    /** Others may have fetched graphs of several precisions; those that are not here are of no use. */
    private void addMixtures(ModelStore from, List<PrecisionChoice.Offer> offers) throws ModelException {
        List<PrecisionChoice.Offer> mixtures = new ArrayList<>();
        for (Precision base : Precision.values()) {
            for (String graph : Mix.GRAPHS) {
                for (Precision other : Precision.values()) {
                    if (other != base) {
                        add(from, Mix.of(base).with(graph, other), mixtures);
                    }
                }
            }
        }
        mixtures.stream().filter(PrecisionChoice.Offer::here).forEach(offers::add);
    }

    private void add(ModelStore from, Mix mix, List<PrecisionChoice.Offer> offers) throws ModelException {
        try {
            ModelInfo.Variant variant = from.variant(model, mix.id());
            offers.add(new PrecisionChoice.Offer(mix, variant.bytes(), variant.folder() != null));
        } catch (ModelException.UnknownPrecision e) {
            LOG.trace("A model need not have all of them", e);
        }
    }

    @Override
    public void changed() {
        synchronized (this) {
            released = false;
        }
        later.execute(this::look);
    }

    @Override
    public synchronized void release() {
        released = true;
        end();
    }

    /** Starts the engine if its files are here, and ends it if they are not. */
    synchronized void look() {
        ModelStore from = store;
        if (from == null || released || stopped) {
            return;
        }
        Found found = find(from).orElse(null);
        if (running != null && !running.isUsable().getAsBoolean()) {
            failed = current;
            end();
        }
        if (running != null && current != null && found != null && found.files().equals(current.files())) {
            return;
        }
        end();
        boolean hasFailed = failed != null
                && found != null
                && found.files().equals(failed.files())
                && found.stamp() == failed.stamp();
        if (found != null && !hasFailed) {
            failed = null;
            current = found;
            running = starter.apply(found);
        }
    }

    private Optional<Found> find(ModelStore from) {
        try {
            Chosen chosen = chosen(from);
            String precision = chosen.choice().precision();
            Path folder = chosen.variant().folder();
            if (folder == null) {
                say(model + " is not here, so that no clip is cloned; 'bin/mynah models pull " + model
                        + "' fetches it (" + precision + ")");
                return Optional.empty();
            }
            said = null;
            return Optional.of(new Found(
                    new ChatterboxFiles(folder, Mix.parse(precision)),
                    chosen.variant().revision(),
                    chosen.choice().reason(),
                    chosen.basis().stamp()));
        } catch (ModelException e) {
            say("No clip is cloned: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Once, though it is found again and again. */
    private void say(String line) {
        if (!line.equals(said)) {
            LOG.info(line);
            said = line;
        }
    }

    /** Says that there is no store, if that is so. */
    synchronized void sayIfThereIsNoStore() {
        if (store == null && running == null && !stopped) {
            say("No clip is cloned: the bundle of the model store is not there");
        }
    }

    /** Ends it for good. */
    synchronized void stop() {
        stopped = true;
        end();
    }

    private void end() {
        Running ending = running;
        running = null;
        current = null;
        if (ending != null) {
            ending.end().run();
        }
    }
}

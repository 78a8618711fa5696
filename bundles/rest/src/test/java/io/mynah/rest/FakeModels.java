package io.mynah.rest;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelPulls;
import io.mynah.api.model.ModelReport;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One model of the hub, and pulls that tell what the test says. */
final class FakeModels implements ModelStore, ModelPulls, ModelUser {
    private volatile @Nullable ModelProgress pull;

    @Override
    public List<ModelInfo> models() {
        return List.of(new ModelInfo(
                "turbo",
                "Turbo",
                ModelInfo.Source.HUB,
                "own/turbo",
                "MIT",
                List.of(new ModelInfo.Variant("q4", "0123", 700, true, null))));
    }

    @Override
    public ModelInfo.Variant variant(String id, String precision) {
        return models().get(0).variants().get(0);
    }

    @Override
    public long room() {
        return 1_000;
    }

    @Override
    public Choice choose(ModelStore store) throws ModelException {
        return new Choice(store.variant("turbo", "q4").precision(), "there is no other");
    }

    @Override
    public void changed() {
        throw new UnsupportedOperationException("that is for the store to tell");
    }

    @Override
    public void release() {
        throw new UnsupportedOperationException("that is for the store to ask");
    }

    @Override
    public Optional<Path> find(String id, String precision) {
        return Optional.empty();
    }

    @Override
    public Path pull(String id, String precision, Consumer<ModelProgress> listener, Cancellation cancellation) {
        throw new UnsupportedOperationException("requests never wait for a pull");
    }

    @Override
    public ModelReport verify(
            String id, String precision, Consumer<ModelProgress> listener, Cancellation cancellation) {
        throw new UnsupportedOperationException("no request asks for it");
    }

    @Override
    public long remove(String id) throws ModelException {
        require(id);
        if (pull != null) {
            throw new ModelException.Busy("turbo is being fetched");
        }
        return 700;
    }

    @Override
    public ModelProgress start(String id, String precision) throws ModelException {
        require(id);
        if (!precision.isEmpty() && !precision.equals("q4")) {
            throw new ModelException.UnknownPrecision("turbo has no precision '" + precision + "'; it has q4");
        }
        ModelProgress begun =
                new ModelProgress(id, "q4", ModelProgress.State.FETCHING, "net.onnx", 70, 700, 10, 63, null);
        pull = begun;
        return begun;
    }

    @Override
    public Optional<ModelProgress> progress(String id) {
        return Optional.ofNullable(pull);
    }

    @Override
    public boolean cancel(String id) {
        boolean running = pull != null;
        pull = null;
        return running;
    }

    private static void require(String id) throws ModelException {
        if (!id.equals("turbo")) {
            throw new ModelException.UnknownModel("there is no model '" + id + "'; there are turbo");
        }
    }
}

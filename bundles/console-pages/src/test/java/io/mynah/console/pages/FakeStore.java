package io.mynah.console.pages;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelChecks;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo;
import io.mynah.api.model.ModelInventory;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelPulls;
import io.mynah.api.model.ModelReport;
import io.mynah.api.model.ModelStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store of one model of a hub, {@code turbo}, in q4 and q8; it notes down what it was asked to do. */
final class FakeStore implements ModelStore, ModelPulls, ModelChecks, ModelInventory {
    final List<String> asked = new ArrayList<>();
    final Map<String, Stock> stocks = new HashMap<>();
    final Map<String, Check> found = new HashMap<>();

    @Nullable ModelProgress pull;

    @Nullable ModelException failure;

    @Nullable String tokenProblem;

    String title = "Turbo";

    static ModelProgress progress(String precision, ModelProgress.State state, @Nullable String message) {
        return new ModelProgress("turbo", precision, state, "net.onnx", 70, -1, 10, -1, message);
    }

    private static ModelInfo.Variant describe(String precision) {
        return new ModelInfo.Variant(precision, "0123", 700, true, null);
    }

    private void ask(String what) throws ModelException {
        if (failure != null) {
            throw failure;
        }
        asked.add(what);
    }

    @Override
    public List<ModelInfo> models() {
        return List.of(new ModelInfo(
                "turbo", title, ModelInfo.Source.HUB, "own/turbo", "MIT", List.of(describe("q4"), describe("q8"))));
    }

    @Override
    public ModelInfo.Variant variant(String id, String precision) {
        return describe(precision);
    }

    @Override
    public long room() {
        return 1_000;
    }

    @Override
    public Optional<Path> find(String id, String precision) {
        throw new UnsupportedOperationException("the inventory knows more");
    }

    @Override
    public Path pull(String id, String precision, Consumer<ModelProgress> listener, Cancellation cancellation) {
        throw new UnsupportedOperationException("no request waits for a pull");
    }

    @Override
    public ModelReport verify(
            String id, String precision, Consumer<ModelProgress> listener, Cancellation cancellation) {
        throw new UnsupportedOperationException("no request waits for a check");
    }

    @Override
    public long remove(String id) throws ModelException {
        ask("remove " + id);
        return 700;
    }

    /** Of pulls and of checks alike: which of them is meant is told by what is asked next. */
    @Override
    public ModelProgress start(String id, String precision) throws ModelException {
        ask("start " + id + " " + precision);
        return progress(precision, ModelProgress.State.ASKING, null);
    }

    @Override
    public boolean cancel(String id) {
        asked.add("cancel " + id);
        return true;
    }

    @Override
    public Optional<ModelProgress> progress(String id) {
        return Optional.ofNullable(pull);
    }

    @Override
    public Optional<Check> last(String id, String precision) {
        return Optional.ofNullable(found.get(precision));
    }

    @Override
    public Stock stock(String id, String precision) {
        return stocks.getOrDefault(precision, new Stock(State.ABSENT, null, false, 0));
    }

    @Override
    public long begun(String id) throws ModelException {
        if (!id.equals("turbo")) {
            throw new ModelException.UnknownModel("there is no model '" + id + "'");
        }
        return 0;
    }

    @Override
    public Hub hub() {
        return new Hub("https://hub.example", Path.of("/cache"), null, tokenProblem, null);
    }
}

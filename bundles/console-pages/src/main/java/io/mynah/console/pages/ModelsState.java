package io.mynah.console.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.model.ModelChecks.Check;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo;
import io.mynah.api.model.ModelInfo.Source;
import io.mynah.api.model.ModelInventory.Hub;
import io.mynah.api.model.ModelInventory.Stock;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelReport;
import io.mynah.api.model.ModelReport.Finding;
import io.mynah.api.model.ModelUser;
import io.mynah.console.pages.ModelServices.Desk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that the page on models shows, as JSON: nothing in it is markup, and nothing secret. */
final class ModelsState {
    private final ModelServices services;

    ModelsState(ModelServices services) {
        this.services = services;
    }

    /** As it is now. */
    Answer read() {
        Desk desk = services.desk().orElse(null);
        if (desk == null) {
            return ModelActions.away();
        }
        try {
            ObjectNode answer = Answer.object();
            Hub hub = desk.inventory().hub();
            ArrayNode models = answer.putArray("models");
            for (ModelInfo model : desk.store().models()) {
                models.add(describe(model, desk, hub));
            }
            answer.set("hub", describe(hub).put("room_bytes", desk.store().room()));
            return Answer.ok(answer);
        } catch (ModelException e) {
            return Answer.error(500, String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode describe(Hub hub) {
        return Answer.object()
                .put("address", hub.address())
                .put("cache", hub.cache().toString())
                .put("token_from", hub.tokenFrom())
                .put("token_problem", hub.tokenProblem())
                .put("offline_by", hub.offlineBy());
    }

    private ObjectNode describe(ModelInfo model, Desk desk, Hub hub) throws ModelException {
        ModelUser.Choice choice = choice(model, desk);
        Optional<ModelProgress> pull = desk.pulls().progress(model.id());
        Map<String, ModelInfo.Variant> variants = new LinkedHashMap<>();
        model.variants().forEach(variant -> variants.put(variant.precision(), variant));
        // Mixtures of parts are no variants of the manifest, but one may be wanted or on its way.
        addMixture(variants, model, choice.precision(), desk);
        if (pull.isPresent()) {
            addMixture(variants, model, pull.get().precision(), desk);
        }
        ObjectNode node = Answer.object()
                .put("id", model.id())
                .put("title", model.title())
                .put("licence", model.licence())
                .put("source", lower(model.source()))
                .put("origin", model.origin())
                .put("address", model.source() == Source.HUB ? hub.address() + "/" + model.origin() : null)
                .put("engine", services.user(model.id()).isPresent())
                .put("reason", choice.reason());
        long begun = desk.inventory().begun(model.id());
        boolean inCache = begun > 0;
        ArrayNode precisions = node.putArray("precisions");
        for (ModelInfo.Variant variant : variants.values()) {
            Stock stock = desk.inventory().stock(model.id(), variant.precision());
            inCache |= stock.inCache();
            ObjectNode row = describe(variant, stock, desk.checks().last(model.id(), variant.precision()));
            row.put("wanted", variant.precision().equals(choice.precision()));
            row.set(
                    "pull",
                    pull.filter(progress -> progress.precision().equals(variant.precision()))
                            .map(ModelsState::describe)
                            .orElse(null));
            precisions.add(row);
        }
        return node.put("begun_bytes", begun).put("removable", model.source() == Source.HUB && inCache);
    }

    private static void addMixture(
            Map<String, ModelInfo.Variant> variants, ModelInfo model, String precision, Desk desk)
            throws ModelException {
        if (!precision.isEmpty() && !variants.containsKey(precision)) {
            variants.put(precision, desk.store().variant(model.id(), precision));
        }
    }

    /** What an engine wants, or the usual one; with an empty precision if the engine wants what there is not. */
    private ModelUser.Choice choice(ModelInfo model, Desk desk) {
        try {
            Optional<ModelUser> user = services.user(model.id());
            if (user.isPresent()) {
                return user.get().choose(desk.store());
            }
        } catch (ModelException e) {
            return new ModelUser.Choice("", String.valueOf(e.getMessage()));
        }
        return new ModelUser.Choice(
                model.variants().get(0).precision(),
                model.variants().size() == 1
                        ? "There is only one."
                        : "The usual one; no engine here asks for this model.");
    }

    private static ObjectNode describe(ModelInfo.Variant variant, Stock stock, Optional<Check> check) {
        ObjectNode node = Answer.object()
                .put("precision", variant.precision())
                .put("bytes", variant.bytes())
                .put("exact", variant.exact())
                .put("state", state(stock, check.map(Check::report).orElse(null)))
                .put("bytes_here", stock.bytesHere())
                .put("folder", stock.folder() == null ? null : stock.folder().toString())
                .put("in_cache", stock.inCache());
        node.set("check", check.map(ModelsState::describe).orElse(null));
        return node;
    }

    private static String state(Stock stock, @Nullable ModelReport report) {
        boolean damaged = report != null && report.files().stream().anyMatch(file -> file.finding() == Finding.DAMAGED);
        return damaged ? "damaged" : lower(stock.state());
    }

    private static ObjectNode describe(Check check) {
        ObjectNode node = describe(check.progress());
        ModelReport report = check.report();
        if (report != null) {
            for (Finding finding : Finding.values()) {
                List<ModelReport.Entry> files = report.files().stream()
                        .filter(file -> file.finding() == finding)
                        .toList();
                ArrayNode paths = node.putArray(lower(finding));
                files.forEach(file -> paths.add(file.path()));
            }
        }
        return node;
    }

    private static ObjectNode describe(ModelProgress progress) {
        return Answer.object()
                .put("state", lower(progress.state()))
                .put("over", progress.state().isOver())
                .put("file", progress.file())
                .put("bytes_done", progress.bytesDone())
                .put("bytes_total", known(progress.bytesTotal()))
                .put("bytes_per_second", progress.bytesPerSecond())
                .put("seconds_left", known(progress.secondsLeft()))
                .put("message", progress.message());
    }

    private static @Nullable Long known(long number) {
        return number < 0 ? null : number;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

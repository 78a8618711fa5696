package io.mynah.console.pages;

import io.mynah.api.model.ModelChecks;
import io.mynah.api.model.ModelInventory;
import io.mynah.api.model.ModelPulls;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The way to the model store, which may be away: its bundle can be replaced or taken out while pages are looked at. Nobody
 * waits for it here, as a page asks again by itself. Safe for use by several threads.
 */
@Component(service = ModelServices.class)
public final class ModelServices {
    private volatile @Nullable ModelStore store;
    private volatile @Nullable ModelPulls pulls;
    private volatile @Nullable ModelChecks checks;
    private volatile @Nullable ModelInventory inventory;
    private final Map<ModelUser, Object> users = new ConcurrentHashMap<>();

    @Activate
    public ModelServices() {}

    /** All that the store's bundle offers. */
    record Desk(ModelStore store, ModelPulls pulls, ModelChecks checks, ModelInventory inventory) {}

    /** The store, if all of it is there right now. */
    Optional<Desk> desk() {
        ModelStore someStore = store;
        ModelPulls somePulls = pulls;
        ModelChecks someChecks = checks;
        ModelInventory someInventory = inventory;
        return someStore == null || somePulls == null || someChecks == null || someInventory == null
                ? Optional.empty()
                : Optional.of(new Desk(someStore, somePulls, someChecks, someInventory));
    }

    /** Who needs a model, if anybody does. */
    Optional<ModelUser> user(String model) {
        return users.entrySet().stream()
                .filter(user -> user.getValue().equals(model))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStore(ModelStore service) {
        store = service;
    }

    void unbindStore(ModelStore service) {
        store = store == service ? null : store;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPulls(ModelPulls service) {
        pulls = service;
    }

    void unbindPulls(ModelPulls service) {
        pulls = pulls == service ? null : pulls;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindChecks(ModelChecks service) {
        checks = service;
    }

    void unbindChecks(ModelChecks service) {
        checks = checks == service ? null : checks;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindInventory(ModelInventory service) {
        inventory = service;
    }

    void unbindInventory(ModelInventory service) {
        inventory = inventory == service ? null : inventory;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindUser(ModelUser user, Map<String, Object> properties) {
        users.put(user, properties.getOrDefault(ModelUser.MODEL, ""));
    }

    void unbindUser(ModelUser user) {
        users.remove(user);
    }
}

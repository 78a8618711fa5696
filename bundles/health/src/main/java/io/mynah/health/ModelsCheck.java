package io.mynah.health;

import io.mynah.api.model.ModelChecks;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo;
import io.mynah.api.model.ModelInventory;
import io.mynah.api.model.ModelInventory.State;
import io.mynah.api.model.ModelStore;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Which models are here, whole or in parts, and whether one is known to be damaged. Names and sizes of files are looked at;
 * contents only where a person had them checked.
 */
@Component(property = {HealthCheck.NAME + "=Models", HealthCheck.TAGS + "=mynah"})
public final class ModelsCheck implements HealthCheck {
    private final ModelStore store;
    private final ModelInventory inventory;
    private final ModelChecks checks;

    @Activate
    public ModelsCheck(
            @Reference ModelStore store, @Reference ModelInventory inventory, @Reference ModelChecks checks) {
        this.store = store;
        this.inventory = inventory;
        this.checks = checks;
    }

    @Override
    public Result execute() {
        ResultLog log = new ResultLog();
        try {
            for (ModelInfo model : store.models()) {
                for (ModelInfo.Variant variant : model.variants()) {
                    look(model.id(), variant.precision(), log);
                }
            }
        } catch (ModelException e) {
            return new Result(Status.CRITICAL, "The models cannot be looked at: " + e.getMessage(), e);
        }
        return new Result(log.iterator().hasNext() ? log : log.add(new ResultLog.Entry(Status.OK, "No model is here")));
    }

    private void look(String id, String precision, ResultLog log) throws ModelException {
        State state = inventory.stock(id, precision).state();
        boolean damaged = checks.last(id, precision)
                .map(ModelChecks.Check::report)
                .filter(report -> !report.isGood())
                .isPresent();
        String name = precision.isEmpty() ? id : id + " (" + precision + ")";
        if (damaged) {
            log.add(new ResultLog.Entry(
                    Status.CRITICAL, name + " is damaged; 'mynah models pull " + id + "' mends it"));
        } else if (state == State.PARTIAL) {
            log.add(new ResultLog.Entry(Status.OK, name + " is here in parts"));
        } else if (state == State.WHOLE) {
            log.add(new ResultLog.Entry(Status.OK, name + " is here"));
        }
    }
}

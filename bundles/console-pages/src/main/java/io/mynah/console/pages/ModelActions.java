package io.mynah.console.pages;

import io.mynah.api.model.ModelException;
import io.mynah.console.pages.ModelServices.Desk;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person can have done with a model: the same calls as those of REST and of the command. */
final class ModelActions {
    static final Set<String> NAMES = Set.of("pull", "verify", "remove", "cancel");

    private static final Logger LOG = LoggerFactory.getLogger(ModelActions.class);

    private final ModelServices services;

    ModelActions(ModelServices services) {
        this.services = services;
    }

    /**
     * Does it, or begins it.
     *
     * @param action one of {@link #NAMES}
     * @param precision of pull and verify; empty for the one that is wanted
     */
    Answer run(String action, String id, String precision) {
        Desk desk = services.desk().orElse(null);
        if (desk == null) {
            return away();
        }
        try {
            Answer answer =
                    switch (action) {
                        case "pull" -> {
                            desk.pulls().start(id, precision);
                            yield Answer.accepted();
                        }
                        case "verify" -> {
                            desk.checks().start(id, precision);
                            yield Answer.accepted();
                        }
                        case "remove" -> remove(desk, id);
                        default -> cancel(desk, id);
                    };
            LOG.info("{} of the model {}, from the console", action, id);
            return answer;
        } catch (ModelException e) {
            return Answer.error(status(e), String.valueOf(e.getMessage()));
        }
    }

    static Answer away() {
        return Answer.error(503, "The model store is not running");
    }

    private static Answer remove(Desk desk, String id) throws ModelException {
        desk.checks().cancel(id);
        return Answer.ok(Answer.object().put("freed_bytes", desk.store().remove(id)));
    }

    private static Answer cancel(Desk desk, String id) throws ModelException {
        // Whoever names no model is told so.
        desk.inventory().begun(id);
        boolean pulling = desk.pulls().cancel(id);
        boolean checking = desk.checks().cancel(id);
        return Answer.ok(Answer.object().put("cancelled", pulling || checking));
    }

    private static int status(ModelException e) {
        if (e instanceof ModelException.UnknownModel) {
            return 404;
        }
        if (e instanceof ModelException.UnknownPrecision) {
            return 422;
        }
        return e instanceof ModelException.Busy || e instanceof ModelException.NotRemovable ? 409 : 500;
    }
}

package io.mynah.console.pages;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /system/console/mynah-models}: the models, and what can be done with them. */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + ModelsPage.LABEL,
            ServletConstants.PLUGIN_TITLE + "=Models",
            ServletConstants.PLUGIN_CATEGORY + "=Mynah",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=/" + ModelsPage.LABEL + "/res/ui/mynah.css"
        })
public final class ModelsPage extends Page {
    static final String LABEL = "mynah-models";

    private static final long serialVersionUID = 1L;

    private final transient ModelsState state;
    private final transient ModelActions actions;

    @Activate
    public ModelsPage(@Reference ModelServices services) {
        super(LABEL, "models.html", ModelActions.NAMES);
        this.state = new ModelsState(services);
        this.actions = new ModelActions(services);
    }

    @Override
    Answer state() {
        return state.read();
    }

    @Override
    Answer run(String action, String id, HttpServletRequest request) {
        String precision = request.getParameter("precision");
        return actions.run(action, id, precision == null ? "" : precision);
    }
}

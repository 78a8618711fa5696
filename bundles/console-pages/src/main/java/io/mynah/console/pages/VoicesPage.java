package io.mynah.console.pages;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * {@code /system/console/mynah-voices}: the clips and mixtures of the user, what the doctor found, and how they sound. All of
 * that is told by REST to whoever reaches the server, and so the page's script asks there.
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + VoicesPage.LABEL,
            ServletConstants.PLUGIN_TITLE + "=Voices",
            ServletConstants.PLUGIN_CATEGORY + "=Mynah",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=/" + VoicesPage.LABEL + "/res/ui/mynah.css"
        })
public final class VoicesPage extends Page {
    static final String LABEL = "mynah-voices";

    private static final long serialVersionUID = 1L;

    @Activate
    public VoicesPage() {
        super(LABEL, "voices.html", Set.of());
    }

    @Override
    Answer state() {
        return Answer.error(404, "REST tells of voices: /v1/voices and /validate-references");
    }

    @Override
    Answer run(String action, String id, HttpServletRequest request) {
        throw new UnsupportedOperationException("there is nothing to be done");
    }
}

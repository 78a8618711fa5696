package io.mynah.console.pages;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.apache.felix.webconsole.servlet.ServletConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * {@code /system/console/mynah-figures}: queue, requests, times and errors. All of that stands at {@code /metrics}, and so the
 * page's script asks there.
 */
@Component(
        service = Servlet.class,
        property = {
            ServletConstants.PLUGIN_LABEL + "=" + FiguresPage.LABEL,
            ServletConstants.PLUGIN_TITLE + "=Figures",
            ServletConstants.PLUGIN_CATEGORY + "=Mynah",
            ServletConstants.PLUGIN_CSS_REFERENCES + "=/" + FiguresPage.LABEL + "/res/ui/mynah.css"
        })
public final class FiguresPage extends Page {
    static final String LABEL = "mynah-figures";

    private static final long serialVersionUID = 1L;

    @Activate
    public FiguresPage() {
        super(LABEL, "figures.html", Set.of());
    }

    @Override
    Answer state() {
        return Answer.error(404, "The figures stand at /metrics");
    }

    @Override
    Answer run(String action, String id, HttpServletRequest request) {
        throw new UnsupportedOperationException("there is nothing to be done");
    }
}

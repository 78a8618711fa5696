package org.example.filter;

import io.mynah.api.text.TextFilter;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** Writes out what people type in chats. */
public final class Activator implements BundleActivator {
    private static final Map<String, String> WORDS = Map.of("brb", "be right back", "imho", "in my humble opinion");

    @Override
    public void start(BundleContext context) {
        context.registerService(
                TextFilter.class, Activator::writeOut, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 0)));
    }

    static String writeOut(String text, String language) {
        if (!language.startsWith("en")) {
            return text;
        }
        String result = text;
        for (Map.Entry<String, String> word : WORDS.entrySet()) {
            result = result.replaceAll("(?i)\\b" + word.getKey() + "\\b", word.getValue());
        }
        return result;
    }

    @Override
    public void stop(BundleContext context) {
        // The framework unregisters the filter.
    }
}

package io.mynah.launcher;

import java.util.Collection;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.hooks.bundle.EventHook;

/**
 * Keeps the coming and going of bundles that people drop in from HK2's resource locator. Jersey needs the locator at its
 * start, to find HK2; from then on it looks for {@code META-INF/services} in every bundle that is replaced, on the
 * framework's event thread. Such a bundle has no content for a moment, so in one swap of three the look ended with a
 * NullPointerException in the log. Engines and converters offer Jersey nothing, so nothing is missed.
 */
final class SwapsUnseenByHk2 implements EventHook {
    private static final String LOCATOR = "org.glassfish.hk2.osgi-resource-locator";

    @Override
    public void event(BundleEvent event, Collection<BundleContext> listeners) {
        if (!event.getBundle().getLocation().startsWith(Platform.BY_REFERENCE)) {
            listeners.removeIf(listener -> LOCATOR.equals(listener.getBundle().getSymbolicName()));
        }
    }
}

package io.mynah.keeper;

import io.mynah.api.engine.EngineInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/**
 * What each bundle offers to the others, in words: {@code engine kokoro}, {@code AudioConverter}. What it takes back while it
 * runs is gone; what it takes back because it stops is still remembered, since the next version is to offer it again.
 */
final class Offers implements AllServiceListener {
    private static final String API = "io.mynah.api.";
    private static final String SERVLET = "jakarta.servlet.Servlet";
    private static final String ENGINE = "engine ";

    private final Map<Long, Set<String>> offered = new ConcurrentHashMap<>();

    private Offers() {}

    /** Listens until the context's bundle stops. */
    static Offers of(BundleContext context) {
        Offers offers = new Offers();
        String filter = "(|(objectClass=" + API + "*)(objectClass=" + SERVLET + "))";
        try {
            context.addServiceListener(offers, filter);
            ServiceReference<?>[] present = context.getAllServiceReferences(null, filter);
            for (ServiceReference<?> reference : present == null ? new ServiceReference<?>[0] : present) {
                offers.add(reference);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        return offers;
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED) {
            add(event.getServiceReference());
        } else if (event.getType() == ServiceEvent.UNREGISTERING) {
            Bundle bundle = event.getServiceReference().getBundle();
            if (bundle != null && bundle.getState() == Bundle.ACTIVE) {
                offered.getOrDefault(bundle.getBundleId(), Set.of()).removeAll(words(event.getServiceReference()));
            }
        }
    }

    private void add(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle != null) {
            offered.computeIfAbsent(bundle.getBundleId(), id -> ConcurrentHashMap.newKeySet())
                    .addAll(words(reference));
        }
    }

    private static Set<String> words(ServiceReference<?> reference) {
        Set<String> words = new TreeSet<>();
        Object engine = reference.getProperty(EngineInfo.ID);
        if (engine != null) {
            words.add(ENGINE + engine);
        }
        Arrays.stream((String[]) reference.getProperty(Constants.OBJECTCLASS))
                .filter(type -> type.startsWith(API) || type.equals(SERVLET))
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .forEach(words::add);
        return words;
    }

    /** What a bundle offers. */
    Set<String> of(Bundle bundle) {
        return new TreeSet<>(offered.getOrDefault(bundle.getBundleId(), Set.of()));
    }

    /** What a bundle offered up to now, of which nothing is remembered any more. */
    Set<String> take(Bundle bundle) {
        Set<String> taken = offered.remove(bundle.getBundleId());
        return taken == null ? Set.of() : Set.copyOf(taken);
    }

    /** The ids of the engines among some offers. */
    static Set<String> engines(Set<String> offers) {
        Set<String> ids = new TreeSet<>();
        offers.stream()
                .filter(offer -> offer.startsWith(ENGINE))
                .map(offer -> offer.substring(ENGINE.length()))
                .forEach(ids::add);
        return ids;
    }
}

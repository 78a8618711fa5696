package io.mynah.testkit;

import io.mynah.api.engine.TtsEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/**
 * Registers a {@link ToneEngine} with {@link Fault#marked()} where this jar is dropped into a running server. Its ranking
 * is low, so that it speaks only where a request names the engine {@code tone} or its voice, or no other engine is there.
 * The framework property {@value #STANDS_BEFORE} names a voice of another engine that it has too, ranked above all; with
 * {@value #LEAKS} it leaves a thread behind when it stops, and with that all of its classes. The header {@value #MUTE} in
 * the manifest makes an engine that says nothing.
 */
@Header(name = "Bundle-Activator", value = "${@class}")
public final class ToneEngineActivator implements BundleActivator {
    private static final String STANDS_BEFORE = "mynah.testkit.voice";
    private static final String LEAKS = "mynah.testkit.leak";
    private static final String MUTE = "Mynah-Tone-Mute";

    @Override
    public void start(BundleContext context) {
        String other = context.getProperty(STANDS_BEFORE);
        List<String> voices = other == null ? List.of("tone") : List.of("tone", other);
        float amplitude = context.getBundle().getHeaders("").get(MUTE) == null ? 0.5f : 0;
        ToneEngine engine = new ToneEngine("tone", voices, amplitude, Fault.marked());
        Map<String, Object> properties = new HashMap<>(engine.info().serviceProperties());
        properties.put(Constants.SERVICE_RANKING, other == null ? -1000 : 1000);
        context.registerService(TtsEngine.class, engine, FrameworkUtil.asDictionary(properties));
    }

    /** The framework unregisters the engine, which waits until every stream has been given back. */
    @Override
    public void stop(BundleContext context) {
        if (Boolean.parseBoolean(context.getProperty(LEAKS))) {
            Thread left = new Thread(LockSupport::park, "leaked");
            left.setContextClassLoader(ToneEngineActivator.class.getClassLoader());
            left.setDaemon(true);
            left.start();
        }
    }
}

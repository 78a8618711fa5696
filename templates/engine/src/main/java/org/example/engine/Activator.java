package org.example.engine;

import io.mynah.api.engine.TtsEngine;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** Registers the engine when the jar is dropped in. */
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        MyEngine engine = new MyEngine(); // load models and say a word here, before it is registered
        Map<String, Object> properties = new HashMap<>(engine.info().serviceProperties());
        properties.put(Constants.SERVICE_RANKING, -100); // an Integer; the highest is the default
        context.registerService(TtsEngine.class, engine, FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework unregisters the engine, which waits until every stream has been given back.
    }
}

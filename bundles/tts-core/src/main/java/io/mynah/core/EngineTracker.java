package io.mynah.core;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.TtsEngine;
import io.mynah.api.model.ModelUser;
import io.mynah.api.speech.SpeechObserver;
import io.mynah.core.engines.EngineRegistry;
import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings engines that come and go as services into the registry. Unregistering waits here for open leases. */
final class EngineTracker extends ServiceTracker<TtsEngine, TtsEngine> {

    private static final Logger LOG = LoggerFactory.getLogger(EngineTracker.class);

    private final EngineRegistry registry;
    private final SpeechObserver observer;
    private final String preferredModel;

    /** @param preferredModel whose engine comes before all others, whatever their rankings; empty for none */
    EngineTracker(BundleContext context, EngineRegistry registry, SpeechObserver observer, String preferredModel) {
        super(context, TtsEngine.class, null);
        this.registry = registry;
        this.observer = observer;
        this.preferredModel = preferredModel;
    }

    @Override
    public TtsEngine addingService(ServiceReference<TtsEngine> reference) {
        TtsEngine engine = super.addingService(reference);
        if (engine != null) {
            registry.add(engine, ranking(reference), (Long) reference.getProperty(Constants.SERVICE_ID));
            LOG.info("Engine {} {} can speak", engine.info().id(), engine.info().version());
            observer.engineCame(engine.info());
        }
        return engine;
    }

    @Override
    public void modifiedService(ServiceReference<TtsEngine> reference, TtsEngine engine) {
        EngineInfo info = engine.info();
        registry.change(
                engine,
                ranking(reference),
                text(reference, EngineInfo.DEVICE, info.device()),
                text(reference, EngineInfo.DEVICE_REASON, info.deviceReason()));
    }

    @Override
    public void removedService(ServiceReference<TtsEngine> reference, TtsEngine engine) {
        long began = System.nanoTime();
        boolean gone = registry.remove(engine);
        observer.engineLeft(engine.info(), Duration.ofNanos(System.nanoTime() - began), !gone);
        if (gone) {
            LOG.info("Engine {} {} left", engine.info().id(), engine.info().version());
        } else {
            LOG.error(
                    "Engine {} hangs: it did not give an utterance back",
                    engine.info().id());
        }
        super.removedService(reference, engine);
    }

    private static String text(ServiceReference<TtsEngine> reference, String property, String otherwise) {
        return reference.getProperty(property) instanceof String text ? text : otherwise;
    }

    private int ranking(ServiceReference<TtsEngine> reference) {
        if (!preferredModel.isEmpty() && preferredModel.equals(reference.getProperty(ModelUser.MODEL))) {
            return Integer.MAX_VALUE;
        }
        return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
    }
}

package io.mynah.closest;

import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.VoiceLibrary;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The services of the server, looked up when the search needs them first: the speech service refers to this bundle, so a
 * component that referred to it in turn would make a circle at the start.
 */
final class ServerSurroundings implements Surroundings, AutoCloseable {
    private final List<String> voices;
    private final Listener listener;
    private final Engines engines;
    private final ServiceTracker<SpeechService, SpeechService> speech;
    private final ServiceTracker<VoiceLibrary, VoiceLibrary> library;
    private final ClipsOfFolder clips = new ClipsOfFolder();
    private final AtomicBoolean open = new AtomicBoolean();

    /** @param voices in the order of weights */
    ServerSurroundings(BundleContext context, List<String> voices, Listener listener) {
        this.voices = voices;
        this.listener = listener;
        this.engines = new Engines(context);
        this.speech = new ServiceTracker<>(context, SpeechService.class, null);
        this.library = new ServiceTracker<>(context, VoiceLibrary.class, null);
    }

    private void open() {
        if (open.compareAndSet(false, true)) {
            speech.open();
            library.open();
            engines.open();
        }
    }

    @Override
    public boolean isBusy() {
        open();
        @Nullable SpeechService service = speech.getService();
        if (service == null) {
            return true; // the server is starting or stopping
        }
        SpeechService.QueueState queue = service.queue();
        return queue.waiting() + queue.speaking() > 0;
    }

    @Override
    public boolean has(String clip, String contentId) {
        open();
        @Nullable VoiceLibrary present = library.getService();
        return present == null || clips.have(present, clip, contentId);
    }

    @Override
    public Optional<Listening> listen(String engine) {
        open();
        return engines.borrow(engine).map(loan -> new Listening() {
            @Override
            public Ear ear() {
                return new EngineEar(loan.engine(), voices, listener);
            }

            @Override
            public boolean isWantedBack() {
                return loan.isWantedBack();
            }

            @Override
            public void close() {
                loan.close();
            }
        });
    }

    @Override
    public void close() {
        if (open.get()) {
            speech.close();
            library.close();
            engines.close();
        }
    }
}

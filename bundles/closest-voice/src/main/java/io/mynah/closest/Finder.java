package io.mynah.closest;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.voice.ClosestVoice;
import io.mynah.api.voice.SpeechSpectrum.Levels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers at once from what is known, and has the rest searched for. Safe for use by several threads.
 */
final class Finder implements ClosestVoice, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Finder.class);

    /** Clips of which the findings are kept in memory; of those beyond, what was searched for is on disk. */
    private static final int MOST_CLIPS = 4_096;

    private final Samples samples;
    private final Supplier<SoundModel> model;
    private final ClipListener listener;
    private final Notebook notebook;
    private final Surroundings surroundings;
    private final Optional<Searcher> searcher;
    private final long longestNanos;
    /** Empty for those in which nobody speaks. */
    private final Recent<Optional<Pursuit>> known =
            new Recent<>(MOST_CLIPS, found -> found.isEmpty() || !found.get().isUnderWay());

    /**
     * @param model gives a copy of its own to each caller
     * @param longest processor time of a search; empty for none
     */
    Finder(
            Samples samples,
            Supplier<SoundModel> model,
            ClipListener listener,
            Path folder,
            Surroundings surroundings,
            Optional<Duration> longest) {
        this.samples = samples;
        this.model = model;
        this.listener = listener;
        this.notebook = new Notebook(folder);
        this.surroundings = surroundings;
        this.longestNanos = longest.map(Duration::toNanos).orElse(0L);
        this.searcher = longest.map(limit -> new Searcher(
                samples,
                model,
                listener,
                surroundings,
                notebook,
                limit,
                lost -> known.remove(lost.subject(), Optional.of(lost))));
    }

    @Override
    public Answer find(Voice.Clip clip, EngineInfo engine) {
        if (!engine.blendsVoices()
                || !engine.id().equals(samples.engine())
                || !listener.encoder().equals(samples.encoder())) {
            return None.NO_BASIS;
        }
        boolean[] usable = usable(engine);
        int count = 0;
        for (boolean one : usable) {
            count += one ? 1 : 0;
        }
        if (count < 2) {
            return None.NO_BASIS;
        }
        String circumstances =
                String.join("\n", engine.id(), engine.version(), listener.encoder(), Arrays.toString(usable));
        Subject subject = new Subject(clip.contentId(), circumstances);
        Optional<Optional<Pursuit>> before = known.get(subject);
        Optional<Pursuit> found = before.isPresent() ? before.get() : begin(subject, clip, usable);
        if (found.isEmpty()) {
            return None.NO_SPEECH;
        }
        Pursuit pursuit = found.get();
        pursuit.wantedAs(clip.name());
        searcher.ifPresent(there -> there.search(pursuit));
        Finding finding = pursuit.finding();
        return new Match(
                Mixtures.blend(clip.name(), samples.voices(), finding.weights()),
                finding.tone(),
                finding.similarity(),
                finding.searched() || searcher.isEmpty());
    }

    /** The voices that may have a share, also those that are not heard alone. */
    private boolean[] usable(EngineInfo engine) {
        boolean[] usable = new boolean[samples.voices().size()];
        for (int i = 0; i < usable.length; i++) {
            usable[i] = engine.mixes(samples.voices().get(i));
        }
        return usable;
    }

    private Optional<Pursuit> begin(Subject subject, Voice.Clip clip, boolean[] usable) {
        Optional<Notebook.Page> page = notebook.read(subject, samples.voices().size(), samples.dimensions());
        if (page.isPresent() && page.get().overWithinNanos() >= longestNanos) {
            Speaker nobody = new Speaker(
                    new double[0],
                    new Levels(List.of(), List.of()),
                    OptionalDouble.empty()); // nothing is left to search
            return keep(
                    subject,
                    Optional.of(new Pursuit(
                            subject, clip.wav(), usable, nobody, page.get().finding())));
        }
        return keep(subject, speaker(clip).map(speaker -> {
            Finding first = page.map(before -> before.finding().unfinished()).orElseGet(() -> atOnce(usable, speaker));
            return new Pursuit(subject, clip.wav(), usable, speaker, first);
        }));
    }

    private Optional<Speaker> speaker(Voice.Clip clip) {
        try {
            return listener.listen(clip.wav());
        } catch (IOException e) {
            throw new UncheckedIOException("the clip cannot be read", e);
        }
    }

    private Finding atOnce(boolean[] usable, Speaker speaker) {
        MixtureSearch search = new MixtureSearch(model.get(), samples, usable, speaker);
        return new Finding(search.best(), ToneCurve.FLAT, search.expectedSimilarity(search.best()), false);
    }

    /** Of two that were begun at the same time, one is kept. What there is no room for is found, but not searched. */
    private Optional<Pursuit> keep(Subject subject, Optional<Pursuit> begun) {
        Optional<Optional<Pursuit>> kept = known.keep(subject, begun);
        if (kept.isEmpty()) {
            begun.ifPresent(Pursuit::begin);
        }
        return kept.orElse(begun);
    }

    @Override
    public void forget(String contentId) {
        known.forget(contentId).forEach(found -> found.ifPresent(Pursuit::drop));
        try {
            notebook.tearOut(contentId);
        } catch (IOException e) {
            LOG.warn("What was found for a clip that is gone cannot be removed: {}", e.toString());
        }
    }

    @Override
    public void tidy() {
        try {
            notebook.tidy(surroundings::has);
        } catch (IOException e) {
            LOG.warn("What was found for clips that are gone cannot be removed: {}", e.toString());
        }
    }

    @Override
    public void close() {
        searcher.ifPresent(Searcher::close);
    }
}

package io.mynah.closest;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.voice.SpeechSpectrum.Levels;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One search from where its page leaves off to its judgement: has mixtures speak, learns from what it hears, and writes that
 * down every few utterances. Used by the search's thread alone.
 */
final class SearchRun {
    private static final Logger LOG = LoggerFactory.getLogger(SearchRun.class);

    private static final int UTTERANCES_A_PAGE = 8;
    /** A judgement takes as long as so many utterances of the search. */
    private static final int UTTERANCES_A_JUDGEMENT = 17;

    private final Pursuit pursuit;
    private final MixtureSearch search;
    private final double[] first;
    private final Samples samples;
    private final Notebook notebook;
    private final Surroundings surroundings;
    private final IdleEar ear;
    private final Duration longest;
    private long spent;
    private int written;

    /**
     * @param model belongs to the run from now on
     * @param longest processor time that the search may take, with what it has taken before
     */
    SearchRun(
            Pursuit pursuit,
            SoundModel model,
            Samples samples,
            Notebook notebook,
            Surroundings surroundings,
            IdleEar ear,
            Duration longest) {
        this.pursuit = pursuit;
        this.samples = samples;
        this.notebook = notebook;
        this.surroundings = surroundings;
        this.ear = ear;
        this.longest = longest;
        search = new MixtureSearch(model, samples, pursuit.usable(), pursuit.speaker());
        first = search.best();
        notebook.read(pursuit.subject(), samples.voices().size(), samples.dimensions())
                .ifPresent(page -> {
                    page.heard().forEach(search::learn);
                    spent = page.spentNanos();
                });
        written = search.heard().size();
    }

    /**
     * Searches to the end, or until there is no use in it.
     *
     * @throws InterruptedException if all searching is to end; what was heard is written down
     * @throws IOException if it cannot be written
     */
    void run() throws InterruptedException, IOException {
        try {
            while (!search.isOver() && isTimeLeft() && isWorthwhile()) {
                listen();
                if (search.heard().size() >= written + UTTERANCES_A_PAGE) {
                    written = search.heard().size();
                    pursuit.found(interim());
                    write();
                }
            }
            if (isWorthwhile()) {
                judge();
                write();
            }
        } catch (InterruptedException e) {
            write();
            throw e;
        }
        if (pursuit.finding().searched()) {
            LOG.info(
                    "A search for the closest voice to a clip is over{}: {} utterances, {} s of processor time",
                    search.isOver() ? " for good" : "",
                    search.heard().size(),
                    Math.round(ProcessorTime.seconds(spent)));
        }
    }

    private boolean isWorthwhile() {
        return ear.isOfUse() && pursuit.name(surroundings).isPresent();
    }

    /** Whether there is time for another utterance and for the judgement. */
    private boolean isTimeLeft() {
        long utterance = spent / Math.max(1, search.heard().size());
        return spent + UTTERANCES_A_JUDGEMENT * utterance < longest.toNanos();
    }

    private void listen() throws InterruptedException {
        long began = ProcessorTime.now();
        double[] weights = search.next();
        int text = search.nextText();
        ear.hear(weights, Sentences.SEARCH.get(text))
                .ifPresent(
                        sound -> search.learn(new MixtureSearch.Heard(weights, text, sound.vector(), sound.pitch())));
        spent += ProcessorTime.now() - began;
    }

    private Finding interim() {
        double[] settled = search.settled();
        return new Finding(settled, ToneCurve.FLAT, search.expectedSimilarity(settled), false);
    }

    /**
     * Which of the first and the last is more like the clip, its pitch counted, and in what tone, by sentences that the
     * search never said.
     */
    private void judge() throws InterruptedException {
        double[] last = search.settled();
        List<Sound> before = say(first);
        List<Sound> after = say(last);
        if (before.isEmpty() || after.isEmpty()) {
            return;
        }
        long began = ProcessorTime.now();
        boolean better = worth(after) > worth(before);
        pursuit.found(inItsBestTone(better ? last : first, better ? after : before));
        spent += ProcessorTime.now() - began;
    }

    /** Flat, unless a tone makes it more like the clip. */
    private Finding inItsBestTone(double[] weights, List<Sound> said) {
        Finding best = new Finding(weights, ToneCurve.FLAT, similarity(said), true);
        List<Levels> levels = said.stream().map(Sound::levels).toList();
        for (ToneCurve tone : Tones.between(pursuit.speaker().levels(), levels)) {
            double similarity =
                    similarity(said.stream().map(sound -> sound.in(tone)).toList());
            if (similarity > best.similarity()) {
                best = new Finding(weights, tone, similarity, true);
            }
        }
        return best;
    }

    /** All sentences of the judgement; none if the mixture cannot be heard, or the clip has gone. */
    private List<Sound> say(double[] weights) throws InterruptedException {
        List<Sound> said = new ArrayList<>();
        while (said.size() < Sentences.JUDGEMENT.size() && isWorthwhile()) {
            long began = ProcessorTime.now();
            ear.hear(weights, Sentences.JUDGEMENT.get(said.size())).ifPresent(said::add);
            spent += ProcessorTime.now() - began;
        }
        return said.size() < Sentences.JUDGEMENT.size() ? List.of() : said;
    }

    private double worth(List<Sound> said) {
        PitchPrice price = new PitchPrice(samples, pursuit.speaker().pitch());
        double cost = said.stream().flatMapToDouble(sound -> sound.pitch().stream()).average().stream()
                .map(price::ofHeard)
                .sum();
        return similarity(said) - cost;
    }

    /** The mean over sentences. */
    private double similarity(List<Sound> said) {
        return said.stream()
                .mapToDouble(
                        sound -> Matrix.dot(sound.vector(), pursuit.speaker().vector()))
                .average()
                .orElseThrow();
    }

    private void write() throws IOException {
        Optional<String> name = pursuit.name(surroundings);
        if (name.isPresent()) {
            Finding finding = pursuit.finding();
            long within = search.isOver() ? Notebook.Page.FOR_GOOD : longest.toNanos();
            notebook.write(
                    pursuit.subject(),
                    new Notebook.Page(name.get(), finding, spent, finding.searched() ? within : 0, search.heard()),
                    samples.voices().size(),
                    samples.dimensions());
        }
    }
}

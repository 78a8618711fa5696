package io.mynah.voices;

import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.InvalidWavException;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.ClipExaminations;
import io.mynah.api.voice.VoiceDoctor;
import io.mynah.api.voice.VoiceDoctor.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has clips examined, a twin by its source, one at a time, so that requests have all cores but one. Safe for use by several
 * threads; it stays while doctors come and go.
 */
final class Examinations implements ClipExaminations, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Examinations.class);
    /** What failed for want of a converter, of room or of memory may work soon, but not at the very next request. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Examination PENDING = new Examination(State.PENDING, null);
    private static final Examination FAILED = new Examination(State.FAILED, null);

    private final References references;
    private final ClipFinder finder;
    private final ClipCheck check;
    private final FindingsFiles files;
    private final ByIdentity<Examination> known;
    private final ThreadPoolExecutor background;
    /** Clips that wait or are being examined; also what those who wait for them are told by. */
    private final Map<Path, Boolean> waiting = new ConcurrentHashMap<>();

    /** Clips that something else than the clip kept from being examined: when they may be tried again. */
    private final Map<Path, Instant> later = new ConcurrentHashMap<>();

    private final Object change = new Object();
    private volatile @Nullable VoiceDoctor doctor;

    Examinations(
            References references,
            ClipFinder finder,
            ClipCheck check,
            FindingsFiles files,
            ByIdentity<Examination> known) {
        this.references = references;
        this.finder = finder;
        this.check = check;
        this.files = files;
        this.known = known;
        background = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "mynah-voice-doctor");
            thread.setDaemon(true);
            return thread;
        });
        background.allowCoreThreadTimeOut(true);
    }

    void bind(VoiceDoctor came) {
        doctor = came;
        later.clear();
        known.clear(); // what the one before has found is on disk, for whoever goes by the same id
    }

    void unbind(VoiceDoctor went) {
        if (doctor == went) { // otherwise the better one has been bound before
            doctor = null;
        }
    }

    @Override
    public Optional<Map<String, Examination>> of(List<Clip> clips, Duration patience) {
        if (doctor == null) {
            return Optional.empty();
        }
        Map<String, References.Found> valid = new LinkedHashMap<>();
        clips.stream().filter(Clip::valid).forEach(clip -> references
                .exact(clip.filename())
                .ifPresent(
                        file -> valid.put(clip.filename(), finder.source(file).orElse(file))));
        List<Path> begun = valid.values().stream()
                .filter(clip -> of(clip).state() == State.PENDING && begin(clip))
                .map(References.Found::path)
                .toList();
        await(begun, patience);
        Map<String, Examination> examinations = new LinkedHashMap<>();
        valid.forEach((name, clip) -> examinations.put(name, of(clip)));
        return Optional.of(examinations);
    }

    private Examination of(References.Found clip) {
        try {
            return known.get(clip.path(), FileIdentity.of(clip.real())).orElse(PENDING);
        } catch (IOException e) {
            return FAILED; // gone
        }
    }

    /** Whether it is going to be examined. */
    private boolean begin(References.Found clip) {
        Instant next = later.get(clip.path());
        if (next != null && known.now().isBefore(next)) {
            return false;
        }
        if (waiting.putIfAbsent(clip.path(), true) == null) {
            try {
                background.execute(() -> examine(clip));
            } catch (RejectedExecutionException e) {
                waiting.remove(clip.path()); // the library is being stopped
                return false;
            }
        }
        return true;
    }

    private void await(List<Path> clips, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (change) {
            try {
                while (clips.stream().anyMatch(waiting::containsKey)) {
                    long millis = (end - System.nanoTime()) / 1_000_000;
                    if (millis <= 0) {
                        return;
                    }
                    change.wait(millis);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void examine(References.Found clip) {
        try {
            Instant read = known.now();
            FileIdentity identity = FileIdentity.of(clip.real());
            Examination examination = look(clip);
            if (examination.state() != State.PENDING) {
                known.put(clip.path(), identity, read, examination);
            }
        } catch (IOException e) {
            LOG.debug("A clip has gone before it was examined", e);
        } finally {
            synchronized (change) {
                waiting.remove(clip.path());
                change.notifyAll();
            }
        }
    }

    private Examination look(References.Found clip) {
        VoiceDoctor present = doctor;
        if (present == null) {
            return PENDING;
        }
        try {
            FileIdentity looked = FileIdentity.of(clip.real());
            ClipCheck.Checked checked = check.thorough(clip);
            if (!checked.verdict().valid()) {
                return FAILED;
            }
            Optional<Findings> before = files.read(checked.hash(), present.id());
            Findings findings = before.isPresent() ? before.get() : examine(checked.wav(), present);
            if (!looked.equals(FileIdentity.of(clip.real()))) {
                return PENDING; // replaced while the doctor looked: what was found is of neither
            }
            if (before.isEmpty()) {
                keep(clip, checked.hash(), present.id(), findings);
            }
            return new Examination(State.DONE, findings);
        } catch (NoSuchFileException e) {
            LOG.debug("A clip has gone while it was examined", e);
            return PENDING;
        } catch (InvalidWavException e) {
            warn(e);
            return doctor == present ? FAILED : PENDING; // the doctor left in the middle of it: the next one does it
        } catch (IOException | AudioException | RuntimeException e) {
            warn(e);
            if (doctor == present) {
                later.values().removeIf(known.now()::isAfter);
                later.put(clip.path(), known.now().plus(PAUSE));
            }
            return PENDING;
        }
    }

    /** @throws InvalidWavException if the doctor cannot read what we could: that is the clip's own fault */
    private static Findings examine(Path wav, VoiceDoctor doctor) throws InvalidWavException, NoSuchFileException {
        try {
            return doctor.examine(wav);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidWavException("the voice doctor cannot read it", e);
        }
    }

    /** Names of clips stay out of the log. */
    private static void warn(Exception failure) {
        LOG.warn("A clip could not be examined: {}", failure.getClass().getSimpleName());
        LOG.debug("Examining a clip failed", failure);
    }

    private void keep(References.Found clip, String contentId, String doctorId, Findings findings) {
        try {
            files.write(contentId, doctorId, findings);
            if (Files.notExists(clip.real())) {
                files.delete(contentId); // the clip was removed, and its findings before they were there
            }
        } catch (IOException e) {
            LOG.debug("Findings are not kept beyond this run of the server", e);
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        background.shutdownNow();
    }
}

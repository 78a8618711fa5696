package io.mynah.rest;

import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.ClipExaminations;
import io.mynah.api.speech.NewClip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.speech.VoiceNotes;
import io.mynah.api.speech.VoiceShelf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A library with two clips and a mixture, that keeps what it is given in memory. */
final class FakeVoices implements VoiceLibrary, VoiceShelf, ClipExaminations {
    static final long LIMIT = 200_000;

    /** What was asked to be taken in. */
    record Added(String filename, int size, boolean overwrite) {}

    volatile boolean exists = true;
    volatile @Nullable SpeechException failure;
    volatile @Nullable SpeechException failsToReceive;
    volatile @Nullable Added added;

    /** Files that have been received and are neither kept nor given up. */
    final AtomicInteger open = new AtomicInteger();

    @Override
    public Path directory() {
        return Path.of("/references");
    }

    @Override
    public boolean exists() {
        return exists;
    }

    @Override
    public List<Clip> list() {
        return List.of(
                new Clip("a.wav", true, 6.0, "wav", null),
                new Clip("b.mp3", false, 3.2, "mp3", "Audio too short: 3.2s. Must be at least 5.0 seconds"));
    }

    @Override
    public List<String> names() {
        return List.of("a.wav", "b.mp3");
    }

    @Override
    public Optional<Voice.Clip> find(String name) {
        return Optional.empty();
    }

    @Override
    public boolean hasContent(String contentId) {
        return false;
    }

    @Override
    public NewClip receive(InputStream content) throws IOException, SpeechException {
        SpeechException fails = failsToReceive;
        if (fails != null) {
            throw fails;
        }
        int size = content.readNBytes((int) LIMIT + 1).length;
        if (size > LIMIT) {
            throw new SpeechException.TooLarge(LIMIT);
        }
        open.incrementAndGet();
        return new NewClip() {
            @Override
            public Clip keepAs(String filename, boolean overwrite) throws SpeechException {
                SpeechException fails = failure;
                if (fails != null) {
                    throw fails;
                }
                added = new Added(filename, size, overwrite);
                Clip clip = new Clip(filename, true, 6.5, "wav", null);
                put(new UserVoice(filename, clip, null, size, Instant.EPOCH, VoiceNotes.NONE));
                return clip;
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    @Override
    public long uploadLimit() {
        return LIMIT;
    }

    /** By file name; as at first after {@link #reset}. */
    final Map<String, UserVoice> shelf = new ConcurrentSkipListMap<>();

    volatile @Nullable Map<String, Examination> examinations;
    /** What {@link #file} gives. */
    volatile Path file = Path.of("/nowhere");

    void reset() {
        exists = true;
        failure = null;
        failsToReceive = null;
        added = null;
        examinations = null;
        shelf.clear();
        for (Clip clip : list()) {
            shelf.put(clip.filename(), new UserVoice(clip.filename(), clip, null, 7, Instant.EPOCH, VoiceNotes.NONE));
        }
        shelf.put("dusk.blend", new UserVoice("dusk.blend", null, "heart+a.wav", 12, Instant.EPOCH, VoiceNotes.NONE));
    }

    @Override
    public List<UserVoice> all() {
        return List.copyOf(shelf.values());
    }

    /** As the real one does, it forgives wrong extensions. */
    @Override
    public Optional<UserVoice> voice(String name) {
        return Stream.of(name, name.replaceFirst("\\.[^.]*$", ""))
                .flatMap(known ->
                        Stream.of("", ".wav", ".mp3", BLEND_EXTENSION).map(extension -> shelf.get(known + extension)))
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    @Override
    public Path file(UserVoice voice) {
        return file;
    }

    @Override
    public UserVoice rename(UserVoice voice, String name) throws SpeechException {
        if (shelf.containsKey(name)) {
            throw new SpeechException.AlreadyExists(name);
        }
        if (name.contains("/")) {
            throw new SpeechException.InvalidFilename();
        }
        shelf.remove(voice.filename());
        return put(new UserVoice(name, voice.clip(), voice.blend(), voice.bytes(), voice.modified(), voice.notes()));
    }

    @Override
    public void delete(UserVoice voice) {
        shelf.remove(voice.filename());
    }

    @Override
    public UserVoice note(UserVoice voice, UnaryOperator<VoiceNotes> change) {
        return put(new UserVoice(
                voice.filename(),
                voice.clip(),
                voice.blend(),
                voice.bytes(),
                voice.modified(),
                change.apply(shelf.get(voice.filename()).notes())));
    }

    @Override
    public UserVoice save(String name, String expression, boolean overwrite) throws SpeechException {
        if (!overwrite && shelf.containsKey(name + BLEND_EXTENSION)) {
            throw new SpeechException.AlreadyExists(name + BLEND_EXTENSION);
        }
        return put(new UserVoice(name + BLEND_EXTENSION, null, expression, 1, Instant.EPOCH, VoiceNotes.NONE));
    }

    private UserVoice put(UserVoice voice) {
        shelf.put(voice.filename(), voice);
        return voice;
    }

    @Override
    public Optional<Map<String, Examination>> of(List<Clip> clips, Duration patience) {
        return Optional.ofNullable(examinations);
    }
}

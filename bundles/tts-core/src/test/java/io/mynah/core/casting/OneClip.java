package io.mynah.core.casting;

import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.NewClip;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.speech.VoiceNotes;
import io.mynah.api.speech.VoiceShelf;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A library with the clips {@code mine.wav}, {@code yours.wav} and {@code me+you(2).wav}, and with whatever mixtures a test saves. */
public final class OneClip implements VoiceLibrary, VoiceShelf {

    public final Map<String, String> saved = new HashMap<>();

    public static Voice.Clip clip(String stem) {
        return new Voice.Clip(stem + ".wav", Path.of("/refs/" + stem + ".wav"), "hash of " + stem);
    }

    @Override
    public Path directory() {
        return Path.of("/refs");
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public List<Clip> list() {
        return List.of();
    }

    @Override
    public List<String> names() {
        return List.of("mine.wav");
    }

    /** How often a clip was looked at as for speaking. */
    public final AtomicInteger looks = new AtomicInteger();

    @Override
    public Optional<Voice.Clip> find(String name) {
        looks.incrementAndGet();
        return named(name);
    }

    /** As the real one does, it forgives folders and wrong extensions. */
    private static Optional<Voice.Clip> named(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return List.of("mine", "yours", "me+you(2)").stream()
                .filter(stem ->
                        last.equals(stem) || last.replaceFirst("\\.[^.]*$", "").equals(stem))
                .findFirst()
                .map(OneClip::clip);
    }

    @Override
    public Optional<UserVoice> voice(String name) {
        return named(name)
                .map(clip -> clip.name())
                .map(file -> new UserVoice(
                        file, new Clip(file, true, 6.0, "wav", null), null, 1, Instant.EPOCH, VoiceNotes.NONE))
                .or(() -> Optional.ofNullable(saved.get(name))
                        .map(blend -> new UserVoice(name + ".blend", null, blend, 1, Instant.EPOCH, VoiceNotes.NONE)));
    }

    @Override
    public boolean hasContent(String contentId) {
        throw notAskedFor();
    }

    @Override
    public NewClip receive(InputStream content) {
        throw notAskedFor();
    }

    @Override
    public List<UserVoice> all() {
        throw notAskedFor();
    }

    @Override
    public Path file(UserVoice voice) {
        throw notAskedFor();
    }

    @Override
    public UserVoice rename(UserVoice voice, String name) {
        throw notAskedFor();
    }

    @Override
    public void delete(UserVoice voice) {
        throw notAskedFor();
    }

    @Override
    public UserVoice note(UserVoice voice, UnaryOperator<VoiceNotes> change) {
        throw notAskedFor();
    }

    @Override
    public UserVoice save(String name, String expression, boolean overwrite) {
        throw notAskedFor();
    }

    private static UnsupportedOperationException notAskedFor() {
        return new UnsupportedOperationException("not asked for here");
    }
}

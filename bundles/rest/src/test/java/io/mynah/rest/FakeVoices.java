package io.mynah.rest;

import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.VoiceLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A library with two clips, that keeps what is uploaded in memory. */
final class FakeVoices implements VoiceLibrary {
    static final long LIMIT = 200_000;

    /** What was asked to be taken in. */
    record Added(String filename, int size, boolean overwrite) {}

    volatile boolean exists = true;
    volatile @Nullable SpeechException failure;
    volatile @Nullable Added added;

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
    public Clip add(InputStream content, String filename, boolean overwrite) throws SpeechException {
        SpeechException fails = failure;
        if (fails != null) {
            throw fails;
        }
        try {
            added = new Added(filename, content.readAllBytes().length, overwrite);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Clip(filename, true, 6.5, "wav", null);
    }

    @Override
    public long uploadLimit() {
        return LIMIT;
    }
}

package io.mynah.voices;

import io.mynah.api.audio.AudioException;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.ConversionFailed;
import io.mynah.api.speech.SpeechException.StorageFull;
import io.mynah.api.speech.SpeechException.UnusableClip;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the name in a request to a clip that can be used; the rules are those of the wire contract. Thread-safe. */
final class ClipFinder {

    private static final Logger LOG = LoggerFactory.getLogger(ClipFinder.class);

    private final References references;
    private final Twins twins;
    private final ClipCheck check;

    ClipFinder(References references, Twins twins, ClipCheck check) {
        this.references = references;
        this.twins = twins;
        this.check = check;
    }

    /** See {@link io.mynah.api.speech.VoiceLibrary#find}. */
    Optional<Voice.Clip> find(String name) throws SpeechException {
        Optional<References.Found> file =
                file(ClipNames.normal(name)).filter(found -> !BlendFiles.isBlend(found.name()));
        return file.isPresent() ? clip(file.get()) : Optional.empty();
    }

    private Optional<Voice.Clip> clip(References.Found file) throws SpeechException {
        if (file.accepted().isEmpty()) {
            throw new UnusableClip(ClipRules.unsupported(ClipNames.extension(ClipNames.last(file.name()))));
        }
        try {
            ClipCheck.Checked checked = check.thorough(file);
            if (!checked.verdict().valid()) {
                throw new UnusableClip(String.valueOf(checked.verdict().error()));
            }
            return Optional.of(new Voice.Clip(file.name(), checked.wav(), checked.hash()));
        } catch (AudioException e) {
            throw e.kind() == AudioException.Kind.STORAGE_FULL
                    ? new StorageFull(e)
                    : new ConversionFailed(file.name(), e);
        } catch (IOException e) {
            if (Files.notExists(file.real())) {
                return Optional.empty(); // deleted while we looked
            }
            // The clip itself: what fails in writing has become an AudioException.
            LOG.warn("A clip cannot be read: {}", e.getClass().getSimpleName());
            LOG.debug("Reading a clip failed", e);
            throw new UnusableClip(ClipRules.unreadable(file.name(), file.format(), file.path())
                    .error());
        }
    }

    /** The clip that a name means. A twin means its source, as long as there is one. */
    Optional<References.Found> file(String name) {
        if (!ClipNames.isRelative(name)) {
            return Optional.empty();
        }
        Optional<References.Found> exact = references.exact(name);
        if (exact.isPresent()) {
            return Optional.of(source(exact.get()).orElse(exact.get()));
        }
        return ClipNames.stems(name).stream()
                .flatMap(references::withStem)
                .filter(clip -> !isTwinOf(clip, name))
                .findFirst()
                .map(clip -> source(clip).orElse(clip));
    }

    /** The clip that was asked for has gone; the twin that we once made does not speak for it. */
    private boolean isTwinOf(References.Found clip, String name) {
        return sourceName(clip).filter(name::equals).isPresent();
    }

    /** The clip that this one is the twin of. */
    Optional<References.Found> source(References.Found clip) {
        return sourceName(clip).flatMap(references::exact);
    }

    private Optional<String> sourceName(References.Found clip) {
        try {
            return twins.sourceOf(clip);
        } catch (IOException e) {
            return Optional.empty(); // what cannot be read is refused later, with its name
        }
    }
}

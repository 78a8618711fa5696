package io.mynah.voices;

import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.InvalidWavException;
import io.mynah.api.audio.WavHeader;
import io.mynah.api.audio.WavReader;
import io.mynah.api.speech.Clip;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether files of the user can be voices. There are two looks at a compressed clip: a quick one at its headers, for
 * lists, and a thorough one, which decodes it, before it speaks; what the thorough one found is told in lists from then
 * on. Both are remembered until the file changes. Safe for use by several threads.
 */
final class ClipCheck {

    /** A file that changes for longer than that is being recorded. */
    private static final int MOST_LOOKS = 3;

    private final ClipRules rules;
    private final ConverterGate converters;
    private final Twins twins;
    private final ByIdentity<String> hashes;
    private final ByIdentity<Clip> quick;
    private final ByIdentity<Clip> thorough;

    ClipCheck(ClipRules rules, ConverterGate converters, Twins twins, ByIdentity<String> hashes, Clock clock) {
        this.rules = rules;
        this.converters = converters;
        this.twins = twins;
        this.hashes = hashes;
        this.quick = new ByIdentity<>(clock);
        this.thorough = new ByIdentity<>(clock);
    }

    /**
     * A clip that has been looked at thoroughly.
     *
     * @param verdict on it
     * @param wav the audio; the file itself, or its twin. Nothing to be read if the verdict is bad
     * @param hash of the file's content; empty if the verdict is bad
     */
    record Checked(Clip verdict, Path wav, String hash) {}

    /** The quick look; never fails, since a list has a line for every clip. */
    Clip quick(References.Found file) {
        try {
            // One look at the file system for both: there may be thousands of clips.
            FileIdentity identity = FileIdentity.of(file.path());
            Optional<Clip> known = thorough.get(file.path(), identity).or(() -> quick.get(file.path(), identity));
            if (known.isPresent()) {
                return known.get();
            }
            return quick.get(file.path(), path -> isWav(file) ? measureWav(file, file.real()) : declared(file));
        } catch (IOException e) {
            return ClipRules.unreadable(file.name(), file.format(), file.path());
        } catch (AudioException e) {
            return failed(file);
        }
    }

    /**
     * The thorough look.
     *
     * @throws NoSuchFileException if the file has gone meanwhile
     * @throws AudioException if the converter failed, through no fault of the clip
     */
    Checked thorough(References.Found file) throws IOException, AudioException {
        FileIdentity before = FileIdentity.of(file.real());
        Checked checked = look(file);
        for (int looks = 1; looks < MOST_LOOKS; looks++) {
            FileIdentity after = FileIdentity.of(file.real());
            if (before.equals(after)) {
                break;
            }
            before = after; // replaced while we looked: what we saw may be half of each
            checked = look(file);
        }
        return checked;
    }

    private Checked look(References.Found file) throws IOException, AudioException {
        return isWav(file) ? wav(file) : compressed(file);
    }

    private Checked wav(References.Found file) throws IOException {
        Clip verdict = quick.get(file.path(), path -> measureWav(file, file.real()));
        return new Checked(verdict, file.real(), verdict.valid() ? hashes.get(file.real(), ContentHash::of) : "");
    }

    private Checked compressed(References.Found file) throws IOException, AudioException {
        Instant read = thorough.now();
        FileIdentity identity = FileIdentity.of(file.real());
        Optional<Clip> known = thorough.get(file.path(), identity);
        if (known.isPresent() && !known.get().valid()) {
            return new Checked(known.get(), file.real(), "");
        }
        String hash = hashes.get(file.real(), ContentHash::of);
        Path wav = file.real();
        Clip verdict;
        try {
            Optional<Path> twin = twins.existing(file, hash);
            Optional<Clip> refusal = twin.isPresent() ? Optional.empty() : refusalByHeader(file);
            if (refusal.isPresent()) {
                verdict = refusal.get();
            } else {
                wav = twin.isPresent() ? twin.get() : twins.of(file, hash);
                verdict = measureWav(file, wav);
            }
        } catch (AudioException e) {
            if (e.kind() != AudioException.Kind.UNREADABLE) {
                throw e;
            }
            verdict = ClipRules.unreadable(file.name(), file.format(), file.path());
        }
        thorough.put(file.path(), identity, read, verdict);
        return new Checked(verdict, wav, hash);
    }

    /** Hash of a file's content. */
    String hash(References.Found file) throws IOException {
        return hashes.get(file.real(), ContentHash::of);
    }

    private static boolean isWav(References.Found file) {
        return file.accepted().orElse("").equals(".wav");
    }

    /** The verdict on a compressed clip whose length, by its own account, is not worth decoding it. */
    Optional<Clip> refusalByHeader(References.Found file) throws AudioException {
        OptionalDouble seconds = converters.await().declaredSeconds(file.real());
        return seconds.isPresent() && rules.isHopeless(seconds.getAsDouble())
                ? Optional.of(rules.measured(file.name(), file.format(), seconds.getAsDouble()))
                : Optional.empty();
    }

    /** @param wav the file itself or its twin */
    Clip measureWav(References.Found file, Path wav) throws IOException {
        try {
            WavHeader header = WavHeader.read(wav);
            Clip verdict = rules.measured(file.name(), file.format(), header.seconds());
            if (verdict.valid() && header.floats()) { // integers are always numbers
                try (WavReader samples = WavReader.open(wav)) {
                    samples.check();
                }
            }
            return verdict;
        } catch (InvalidWavException e) {
            return ClipRules.unreadable(file.name(), file.format(), file.path());
        }
    }

    private Clip declared(References.Found file) throws IOException, AudioException {
        try {
            // Without waiting for a converter, which a list of a thousand clips would do a thousand times.
            OptionalDouble seconds = converters.now().declaredSeconds(file.real());
            return seconds.isPresent()
                    ? rules.measured(file.name(), file.format(), seconds.getAsDouble())
                    : compressed(file).verdict();
        } catch (AudioException e) {
            if (e.kind() != AudioException.Kind.UNREADABLE) {
                throw e;
            }
            return ClipRules.unreadable(file.name(), file.format(), file.path());
        }
    }

    private static Clip failed(References.Found file) {
        return ClipRules.verdict(file.name(), file.format(), null, ClipRules.notConverted(file.name()));
    }
}

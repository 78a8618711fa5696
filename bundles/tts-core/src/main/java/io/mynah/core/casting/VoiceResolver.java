package io.mynah.core.casting;

import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.InvalidVoice;
import io.mynah.api.speech.SpeechException.UnusableClip;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.speech.VoiceShelf;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a request's {@code voice} means: a clip in references/, the id of a built-in voice, a saved mixture, or a
 * mixture that is written out, in this order; and so does each name within a mixture. Safe for use by several threads.
 */
public final class VoiceResolver {

    /** Saved mixtures of saved mixtures of …: nobody needs more, and it ends those that name themselves. */
    private static final int DEEPEST = 8;
    /** All parts of all mixtures within a mixture. */
    private static final int MOST_PARTS = 256;

    private static final Pattern EXTENSION = Pattern.compile("(\\.\\p{Alnum}+)?");
    private static final Pattern WITHOUT_EXTENSION = Pattern.compile("\\.[^.]*$");

    private final VoiceLibrary library;
    private final VoiceShelf shelf;
    private final ClosestVoices closest;
    private final ClipSearch clips;

    public VoiceResolver(VoiceLibrary library, VoiceShelf shelf, ClosestVoices closest) {
        this(library, shelf, closest, library::find);
    }

    private VoiceResolver(VoiceLibrary library, VoiceShelf shelf, ClosestVoices closest, ClipSearch clips) {
        this.library = library;
        this.shelf = shelf;
        this.closest = closest;
        this.clips = clips;
    }

    /** How a clip is found by its name; empty if there is none. */
    private interface ClipSearch {
        Optional<Voice.Clip> find(String name) throws SpeechException;
    }

    /**
     * One for lists, which goes by what they tell of clips: it converts and decodes none. What it makes of names must not be
     * cast.
     */
    public VoiceResolver atAGlance() {
        return new VoiceResolver(library, shelf, closest, this::listed);
    }

    private Optional<Voice.Clip> listed(String name) throws UnusableClip {
        Optional<Clip> clip = shelf.voice(name).flatMap(voice -> Optional.ofNullable(voice.clip()));
        if (clip.isPresent() && !clip.get().valid()) {
            throw new UnusableClip(String.valueOf(clip.get().error()));
        }
        // The name stands for the content, which nobody has read.
        return clip.map(Clip::filename)
                .map(file -> new Voice.Clip(file, library.directory().resolve(file), file));
    }

    /** The clip that a name means, if it means one: known without any engine. */
    public Optional<NamedVoice> clip(String voice) throws SpeechException {
        if (BlendExpression.isMore(voice) && !isNameOfAClip(voice)) {
            return Optional.empty();
        }
        return clips.find(voice).map(clip -> new NamedClip(clip, closest));
    }

    /**
     * Whether what looks like a mixture is how a clip is called. The library, which forgives wrong extensions and folders,
     * would find the clip {@code my.wav} for {@code my.wav+af_bella} too.
     */
    private boolean isNameOfAClip(String voice) {
        String name = Normalizer.normalize(voice, Normalizer.Form.NFC);
        return shelf.voice(voice)
                .filter(found -> found.clip() != null)
                .map(found -> WITHOUT_EXTENSION.matcher(found.filename()).replaceFirst(""))
                .filter(stem -> name.startsWith(stem)
                        && EXTENSION.matcher(name.substring(stem.length())).matches())
                .isPresent();
    }

    /**
     * What a name means that is no clip's.
     *
     * @param isVoice whether an engine has, or may have in a moment, a voice of this id
     * @param isPart whether an engine mixes, or may mix in a moment, a voice of this id
     * @throws SpeechException if it means nothing
     */
    public NamedVoice resolve(String voice, Predicate<String> isVoice, Predicate<String> isPart)
            throws SpeechException {
        if (isVoice.test(voice)) {
            return new NamedBuiltIn(voice, () -> notFound(voice));
        }
        Shares shares = new Shares(isPart, null);
        Optional<UserVoice> saved = saved(voice);
        if (saved.isPresent()) {
            shares.addSaved(voice, saved.get(), 1, 0);
        } else if (BlendExpression.isMore(voice)) {
            shares.add(BlendExpression.parse(voice), 1, 0);
        } else {
            throw notFound(voice);
        }
        return shares.named(voice);
    }

    /**
     * What a mixture means that is to be saved.
     *
     * @param name under which; the mixture that has it now will be gone
     * @param isPart as in {@link #resolve}
     * @throws SpeechException as {@link #resolve}, and if it would be within itself
     */
    public NamedVoice resolve(String name, String expression, Predicate<String> isPart) throws SpeechException {
        Shares shares = new Shares(isPart, Normalizer.normalize(name, Normalizer.Form.NFC));
        shares.add(BlendExpression.parse(expression), 1, 0);
        return shares.named(expression);
    }

    private Optional<UserVoice> saved(String name) {
        return shelf.voice(name).filter(voice -> voice.blend() != null);
    }

    private SpeechException.VoiceNotFound notFound(String voice) {
        return new SpeechException.VoiceNotFound(voice, library.directory().toString(), library.names());
    }

    /** Weights of voices, summed up over a mixture and those within it. Used by one thread. */
    private final class Shares {
        private final Predicate<String> isPart;
        private final Map<String, Double> builtIn = new LinkedHashMap<>();
        private final Map<Voice.Clip, Double> clips = new LinkedHashMap<>();
        private final @Nullable String toBeSaved;
        private int parts;

        /** @param toBeSaved name of the mixture, if it is to be saved */
        Shares(Predicate<String> isPart, @Nullable String toBeSaved) {
            this.isPart = isPart;
            this.toBeSaved = toBeSaved;
        }

        /** @param share of the whole, which the parts divide among them */
        void add(BlendExpression expression, double share, int depth) throws SpeechException {
            parts += expression.parts().size();
            if (parts > MOST_PARTS) {
                throw new InvalidVoice(
                        "A mixture has at most " + MOST_PARTS + " voices, with those that are within it");
            }
            // First to at most 1, or the sum of large weights is beyond all numbers.
            double largest = expression.parts().stream()
                    .mapToDouble(BlendExpression.Part::weight)
                    .max()
                    .orElseThrow();
            double sum = expression.parts().stream()
                    .mapToDouble(part -> part.weight() / largest)
                    .sum();
            for (BlendExpression.Part part : expression.parts()) {
                add(part.name(), share * (part.weight() / largest / sum), depth);
            }
        }

        private void add(String name, double share, int depth) throws SpeechException {
            Optional<Voice.Clip> clip = VoiceResolver.this.clips.find(name);
            if (clip.isPresent()) {
                clips.merge(clip.get(), share, Double::sum);
            } else if (isPart.test(name)) {
                builtIn.merge(name, share, Double::sum);
            } else {
                UserVoice saved = saved(name).orElseThrow(() -> notFound(name));
                addSaved(name, saved, share, depth + 1);
            }
        }

        void addSaved(String name, UserVoice saved, double share, int depth) throws SpeechException {
            if (isToBeReplaced(saved)) {
                throw new InvalidVoice("A mixture cannot be within itself, as '" + name + "' would be");
            }
            if (depth > DEEPEST) {
                throw new InvalidVoice("The saved mixture '" + name + "' is within itself, or too deep within others");
            }
            BlendExpression parsed;
            try {
                parsed = BlendExpression.parse(String.valueOf(saved.blend()));
            } catch (InvalidVoice e) {
                throw new InvalidVoice("The saved mixture '" + name + "' cannot be used: " + e.getMessage());
            }
            add(parsed, share, depth);
        }

        private boolean isToBeReplaced(UserVoice saved) {
            return toBeSaved != null
                    && (saved.filename().equals(toBeSaved)
                            || saved.filename().equals(toBeSaved + VoiceShelf.BLEND_EXTENSION));
        }

        /** A mixture of one voice is that voice, whoever can mix. */
        NamedVoice named(String voice) {
            if (clips.isEmpty() && builtIn.size() == 1) {
                String only = builtIn.keySet().iterator().next();
                return new NamedBuiltIn(only, () -> notFound(only));
            }
            if (builtIn.isEmpty() && clips.size() == 1) {
                return new NamedClip(clips.keySet().iterator().next(), closest);
            }
            return new NamedMixture(voice, builtIn, clips, closest);
        }
    }
}

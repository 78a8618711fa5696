package io.mynah.core.casting;

import io.mynah.api.audio.ToneCurve;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.Voice;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechException.CannotBlend;
import io.mynah.api.speech.SpeechException.InvalidVoice;
import io.mynah.api.voice.ClosestVoice.Match;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several voices at once. A clip's share goes to the voices that its closest voice is mixed of, and so much of its tone
 * counts; the tone of built-in voices is flat.
 *
 * @param name as it was named
 * @param builtIn shares of voices of an engine itself, by their ids; of some of them nobody may read the language
 * @param clips shares of clips
 */
record NamedMixture(String name, Map<String, Double> builtIn, Map<Voice.Clip, Double> clips, ClosestVoices closest)
        implements NamedVoice {

    @Override
    public int fitness(EngineInfo engine) {
        boolean fit = engine.blendsVoices()
                && builtIn.keySet().stream().allMatch(engine::mixes)
                && (clips.isEmpty() || closest.isThere());
        return fit ? 1 : 0;
    }

    @Override
    public Casting cast(EngineInfo engine) throws SpeechException {
        Map<String, Double> shares = new LinkedHashMap<>(builtIn);
        double[] gains = new double[ToneCurve.BANDS];
        double lowest = 1;
        for (Map.Entry<Voice.Clip, Double> clip : clips.entrySet()) {
            if (!(closest.find(clip.getKey(), engine) instanceof Match match)) {
                throw noClosest(clip.getKey());
            }
            lowest = Math.min(lowest, match.similarity());
            for (int band = 0; band < gains.length; band++) {
                gains[band] += clip.getValue() * match.tone().gains().get(band);
            }
            for (Voice.Blend.Part part : match.blend().parts()) {
                shares.merge(part.voice(), part.weight() * clip.getValue(), Double::sum);
            }
        }
        if (shares.size() > Voice.Blend.MOST_PARTS) {
            throw new InvalidVoice("A mixture has at most " + Voice.Blend.MOST_PARTS + " voices");
        }
        List<Voice.Blend.Part> parts = shares.entrySet().stream()
                .map(share -> new Voice.Blend.Part(share.getKey(), share.getValue()))
                .toList();
        Voice.Blend blend = new Voice.Blend(name, parts);
        ToneCurve tone = new ToneCurve(Arrays.stream(gains).boxed().toList());
        @Nullable String greatest = builtIn.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
        return clips.isEmpty() && greatest != null
                ? Casting.exact(blend, greatest)
                : Casting.close(blend, tone, lowest, greatest);
    }

    @Override
    public SpeechException unfit() {
        if (!clips.isEmpty() && !closest.isThere()) {
            return closest.hasJustLeft()
                    ? ClosestVoices.notNow()
                    : noClosest(clips.keySet().iterator().next());
        }
        return new CannotBlend("No engine is there that can mix "
                + (builtIn.isEmpty()
                        ? "voices"
                        : builtIn.keySet().stream().collect(Collectors.joining("', '", "'", "'"))));
    }

    private static CannotBlend noClosest(Voice.Clip clip) {
        return new CannotBlend("'" + clip.name() + "' cannot be mixed: the voice closest to it is not known");
    }
}

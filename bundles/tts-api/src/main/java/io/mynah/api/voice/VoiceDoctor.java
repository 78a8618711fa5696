package io.mynah.api.voice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.osgi.annotation.versioning.ConsumerType;

/** Examines voice clips: is there enough clean speech of one person? Safe for use by several threads. */
@ConsumerType
public interface VoiceDoctor {

    /** What may be wrong with a clip, an issue as linters call it; the worst first. */
    enum Complaint {
        /** Less speech than a voice needs. */
        LITTLE_SPEECH,
        /** More than one person. */
        SEVERAL_SPEAKERS,
        /** Noise or music beside the speech. */
        NOISE,
        /** Samples at full scale in a row. */
        CLIPPING,
        /** Too quiet to be used well. */
        QUIET,
        /** Longer pauses than speech. */
        SILENCE,
        /** A sample rate that lacks what makes a voice its own. */
        LOW_SAMPLE_RATE
    }

    /**
     * What was found.
     *
     * @param speechSeconds seconds of speech in the clip
     * @param signalToNoise in dB: level of speech above the level of what is between; empty if there is nothing between
     * @param clippedShare share of samples that are clipped, 0 to 1
     * @param silenceShare share of the clip in which nobody speaks, whatever else is heard there, 0 to 1
     * @param loudness integrated, in LUFS (ITU-R BS.1770); empty for silence
     * @param speakers estimated number of persons, 0 without speech
     * @param sampleRate of the source, in Hz
     * @param bestStart where the best stretch of at most 10 s begins, in seconds; without speech it says nothing
     * @param bestEnd where it ends, not before it begins
     * @param complaints the worst first, none for a good clip
     * @param advice one sentence that a person can act on
     */
    record Findings(
            double speechSeconds,
            OptionalDouble signalToNoise,
            double clippedShare,
            double silenceShare,
            OptionalDouble loudness,
            int speakers,
            int sampleRate,
            double bestStart,
            double bestEnd,
            List<Complaint> complaints,
            String advice) {
        /** @throws IllegalArgumentException if a number is not finite, negative, or a share above 1 */
        public Findings {
            boolean numbers = isAmount(speechSeconds)
                    && signalToNoise.stream().allMatch(Double::isFinite)
                    && loudness.stream().allMatch(Double::isFinite)
                    && speakers >= 0
                    && sampleRate > 0;
            boolean shares = isAmount(clippedShare) && clippedShare <= 1 && isAmount(silenceShare) && silenceShare <= 1;
            if (!numbers || !shares || !isAmount(bestStart) || !isAmount(bestEnd) || bestStart > bestEnd) {
                throw new IllegalArgumentException(
                        "findings that cannot be: " + speechSeconds + " s, " + signalToNoise + ", "
                                + clippedShare + ", " + silenceShare + ", " + loudness + ", " + speakers + " speakers, "
                                + sampleRate
                                + " Hz, " + bestStart + " to " + bestEnd + " s");
            }
            complaints = List.copyOf(complaints);
        }

        private static boolean isAmount(double value) {
            return value >= 0 && Double.isFinite(value);
        }
    }

    /** Name and version of the doctor, not empty: what another one found is looked at anew. */
    String id();

    /**
     * Examines a clip.
     *
     * @param wav 16-bit PCM or float WAV, mono or stereo, as the voice library keeps its twins; read only
     * @throws IOException if the file cannot be read or is no such WAV
     */
    Findings examine(Path wav) throws IOException;
}

package io.mynah.speaker;

import io.mynah.api.voice.VoiceDoctor.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What measured values mean for a person: complaints, and advice about the worst of them. */
final class Diagnosis {
    /** Seconds of speech from which a voice can be told. */
    private static final double LEAST_SPEECH = 4;

    /** dB above the background: below, it is heard in the voice that is made of the clip. */
    private static final double LEAST_SIGNAL_TO_NOISE = 15;

    /** dB: even hurried speech has moments so soft, unless something fills them. */
    private static final double LEAST_DEPTH = 16;

    /** LUFS; what is louder and nobody's speech is noise. */
    private static final double FAINT = -60;

    /** LUFS below which noise of the recording comes up when the clip is made as loud as others. */
    private static final double QUIET = -40;

    private static final double MOST_CLIPPED = 0.001;
    private static final double MOST_SILENCE = 0.5;
    private static final int LEAST_RATE = 16_000;

    /** dB: s and f alone are 20 to 40 dB below the vowels; behind a telephone's filter there is nothing. */
    private static final double LEAST_BANDWIDTH = -51;

    private final double speechSeconds;
    private final double silenceShare;
    private final Measures measures;
    private final Background background;
    private final SpeakerCount speakers;
    private final BestStretch best;

    Diagnosis(
            double speechSeconds,
            double silenceShare,
            Measures measures,
            Background background,
            SpeakerCount speakers,
            BestStretch best) {
        this.speechSeconds = speechSeconds;
        this.silenceShare = silenceShare;
        this.measures = measures;
        this.background = background;
        this.speakers = speakers;
        this.best = best;
    }

    List<Complaint> complaints() {
        List<Complaint> complaints = new ArrayList<>();
        boolean speaks = speechSeconds > 0;
        boolean sounds = measures.loudness.orElse(FAINT) > FAINT;
        add(complaints, Complaint.LITTLE_SPEECH, speechSeconds < LEAST_SPEECH);
        add(complaints, Complaint.SEVERAL_SPEAKERS, speakers.speakers() > 1);
        boolean clipped = measures.clippedShare > MOST_CLIPPED;
        // What was clipped was too loud, and brought the noise nearer to the speech: that is not what to complain of.
        add(complaints, Complaint.NOISE, speaks ? isNoisy() && !clipped : sounds);
        add(complaints, Complaint.CLIPPING, clipped);
        add(complaints, Complaint.QUIET, measures.loudness.orElse(QUIET - 1) < QUIET);
        // Where nobody speaks at all, but something sounds, there is noise and no silence.
        add(complaints, Complaint.SILENCE, silenceShare > MOST_SILENCE && (speaks || !sounds));
        add(complaints, Complaint.LOW_SAMPLE_RATE, isNarrow());
        return complaints;
    }

    private static void add(List<Complaint> complaints, Complaint complaint, boolean applies) {
        if (applies) {
            complaints.add(complaint);
        }
    }

    private boolean isNoisy() {
        return isBelow(background.signalToNoise(), LEAST_SIGNAL_TO_NOISE) || isBelow(background.depth(), LEAST_DEPTH);
    }

    private boolean isNarrow() {
        return measures.sampleRate < LEAST_RATE || isBelow(background.bandwidth(), LEAST_BANDWIDTH);
    }

    private static boolean isBelow(OptionalDouble value, double least) {
        return value.isPresent() && value.getAsDouble() < least;
    }

    /** One sentence that a person can act on. */
    String advice() {
        List<Complaint> complaints = complaints();
        if (complaints.isEmpty()) {
            return say("This clip is good: %.0f seconds of clear speech by one person.", speechSeconds);
        }
        return switch (complaints.get(0)) {
            case LITTLE_SPEECH -> littleSpeech();
            case SEVERAL_SPEAKERS ->
                say(
                        "%d people speak here: cut the clip so that only the one you want is heard, for example"
                                + " from %.1f to %.1f seconds.",
                        speakers.speakers(), best.from() * ClipScan.SECONDS_PER_FRAME, end());
            case NOISE ->
                "There is noise or music behind the voice: record in a quiet room without music, closer to the"
                        + " microphone.";
            case CLIPPING ->
                "The recording is distorted because it is too loud: turn the microphone's level down and record again.";
            case QUIET ->
                say(
                        "The recording is very quiet (%.0f LUFS): turn the microphone's level up or speak closer to it,"
                                + " and record again.",
                        measures.loudness.orElse(FAINT));
            case SILENCE -> say("Nobody speaks in %.0f %% of the clip: cut out the long pauses.", 100 * silenceShare);
            case LOW_SAMPLE_RATE ->
                "The recording sounds like a telephone (nothing above 4 kHz): use one that was made with at least"
                        + " 16 kHz.";
        };
    }

    private String littleSpeech() {
        if (speechSeconds > 0) {
            return say(
                    "There are only %.1f seconds of speech: record at least 10 seconds without long pauses.",
                    speechSeconds);
        }
        return measures.loudness.orElse(FAINT) > FAINT
                ? "Nobody speaks in this clip: use a recording of one person who talks for at least 10 seconds."
                : "The clip is silent: check that the right microphone is chosen and not muted, and record again.";
    }

    private double end() {
        return Math.min(measures.seconds, best.to() * ClipScan.SECONDS_PER_FRAME);
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

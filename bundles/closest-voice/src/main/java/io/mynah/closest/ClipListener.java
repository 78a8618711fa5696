package io.mynah.closest;

import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.VoiceDoctor;
import io.mynah.api.voice.VoiceDoctor.Complaint;
import io.mynah.api.voice.VoiceDoctor.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Listens who speaks in a clip. Safe for use by several threads. */
final class ClipListener {
    private static final double MOST_SECONDS = 30;
    /** Enough for one look of the encoder, and a little more. */
    private static final int LEAST_SAMPLES = 2 * SpeakerEncoder.SAMPLE_RATE;

    /** What makes one stretch of a clip better than the whole. */
    private static final Set<Complaint> SPOILS =
            Collections.unmodifiableSet(EnumSet.of(Complaint.SEVERAL_SPEAKERS, Complaint.NOISE, Complaint.CLIPPING));

    private final Listener listener;
    private final @Nullable VoiceDoctor doctor;

    /** @param doctor who finds the best stretch, if there is one */
    ClipListener(Listener listener, @Nullable VoiceDoctor doctor) {
        this.listener = listener;
        this.doctor = doctor;
    }

    String encoder() {
        return listener.encoder().id();
    }

    /** Hears the first half a minute of speech; empty if there is too little. */
    Optional<Speaker> listen(Path wav) throws IOException {
        return speaker(listener.preparation().ofClip(wav, MOST_SECONDS));
    }

    /**
     * Takes the time to have the clip examined, several times that of listening: where it has more than one speaker, noise or
     * clipping, the best ten seconds are heard.
     *
     * @return empty if nothing spoils the clip, or the best of it is too short: then all of it stands
     */
    Optional<Speaker> listenClosely(Path wav) throws IOException {
        if (doctor == null) {
            return Optional.empty();
        }
        Findings findings = doctor.examine(wav);
        return findings.complaints().stream().anyMatch(SPOILS::contains)
                ? speaker(listener.preparation().ofClip(wav, findings.bestStart(), findings.bestEnd()))
                : Optional.empty();
    }

    private Optional<Speaker> speaker(float[] speech) {
        return speech.length < LEAST_SAMPLES ? Optional.empty() : Optional.of(listener.speaker(speech));
    }
}

package io.mynah.speaker;

import io.mynah.api.audio.WavReader;
import io.mynah.api.voice.SpeakerEncoder;
import io.mynah.api.voice.VoiceDoctor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Examines a clip in two walks: one through all of it, and one along the speech, for who speaks. Safe for use by
 * several threads.
 */
final class Doctor implements VoiceDoctor {
    /** To be raised with every change of what is found, or said of it. */
    private static final String ID = "mynah-2";

    private final SpeechDetector detector;
    private final SpeakerEncoder encoder;

    Doctor(SpeechDetector detector, SpeakerEncoder encoder) {
        this.detector = detector;
        this.encoder = encoder;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Findings examine(Path wav) throws IOException {
        try (WavReader reader = WavReader.open(wav)) {
            Measures measures = ClipScan.of(reader, detector);
            List<Span> speech = Span.of(measures.speech);
            double speechSeconds = Math.min(
                    measures.seconds, speech.stream().mapToInt(Span::length).sum() * ClipScan.SECONDS_PER_FRAME);
            double silenceShare = measures.seconds == 0 ? 1 : 1 - speechSeconds / measures.seconds;
            SpeakerCount speakers = SpeakerCount.of(speech, new MonoSource(reader), encoder);
            BestStretch best = BestStretch.of(measures, speech, speakers.foreign());
            Background background = Background.of(measures, speech);
            Diagnosis diagnosis = new Diagnosis(speechSeconds, silenceShare, measures, background, speakers, best);
            return new Findings(
                    speechSeconds,
                    background.signalToNoise(),
                    measures.clippedShare,
                    silenceShare,
                    measures.loudness,
                    speech.isEmpty() ? 0 : speakers.speakers(),
                    measures.sampleRate,
                    best.from() * ClipScan.SECONDS_PER_FRAME,
                    Math.min(measures.seconds, best.to() * ClipScan.SECONDS_PER_FRAME),
                    diagnosis.complaints(),
                    diagnosis.advice());
        }
    }
}

package io.mynah.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.Clip;
import io.mynah.api.speech.ClipExaminations.Examination;
import io.mynah.api.speech.UserVoice;
import io.mynah.api.speech.VoiceNotes;
import io.mynah.api.voice.VoiceDoctor.Complaint;
import io.mynah.api.voice.VoiceDoctor.Findings;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Voices as the library's API tells of them: the same keys for every kind. */
final class VoiceJson {
    private VoiceJson() {}

    static ObjectNode builtIn(EngineInfo engine, VoiceInfo voice) {
        ObjectNode node = voice(voice.id(), "builtin", voice.title());
        node.put("engine", engine.id());
        addNotes(node, VoiceNotes.NONE);
        node.put("language", voice.language());
        return addState(node, null, null, null);
    }

    static ObjectNode clip(UserVoice voice, Clip clip) {
        ObjectNode node = voice(voice.filename(), "clip", stem(voice.filename()));
        addUsers(node, voice);
        return addState(node, clip.error(), clip.duration(), clip.format());
    }

    /** @param error why it cannot be used; {@code null} if it can */
    static ObjectNode blend(UserVoice voice, @Nullable String error) {
        ObjectNode node = voice(voice.filename(), "blend", stem(voice.filename()));
        addUsers(node, voice);
        return addState(node, error, null, null).put("voice", voice.blend());
    }

    private static ObjectNode voice(String id, String kind, String title) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("kind", kind)
                .put("title", title);
    }

    private static void addUsers(ObjectNode node, UserVoice voice) {
        node.putNull("engine");
        addNotes(node, voice.notes());
        node.put("bytes", voice.bytes()).put("modified", voice.modified().toString());
    }

    private static void addNotes(ObjectNode node, VoiceNotes notes) {
        node.put("language", notes.language());
        notes.tags().forEach(node.putArray("tags")::add);
        node.put("notes", notes.notes()).put("consent", notes.consent());
    }

    private static ObjectNode addState(
            ObjectNode node, @Nullable String error, @Nullable Double duration, @Nullable String format) {
        return node.put("valid", error == null)
                .put("error", error)
                .put("duration", duration)
                .put("format", format);
    }

    /** Name without its extension. */
    static String stem(String filename) {
        int dot = filename.lastIndexOf('.');
        return dot > 0 ? filename.substring(0, dot) : filename;
    }

    static void addExamination(ObjectNode node, Examination examination) {
        node.put("examination", examination.state().name().toLowerCase(Locale.ROOT));
        Findings findings = examination.findings();
        if (findings == null) {
            return;
        }
        node.put("speech_seconds", rounded(findings.speechSeconds()));
        node.put("signal_to_noise_db", orNull(findings.signalToNoise()));
        node.put("clipped_share", rounded(findings.clippedShare()));
        node.put("silence_share", rounded(findings.silenceShare()));
        node.put("loudness_lufs", orNull(findings.loudness()));
        node.put("speakers", findings.speakers());
        node.put("sample_rate", findings.sampleRate());
        node.put("best_start", rounded(findings.bestStart()));
        node.put("best_end", rounded(findings.bestEnd()));
        findings.complaints().stream()
                .map(Complaint::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .forEach(node.putArray("complaints")::add);
        node.put("advice", findings.advice());
    }

    /** No number of JSON is infinite. */
    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() && Double.isFinite(value.getAsDouble()) ? rounded(value.getAsDouble()) : null;
    }

    /** To thousandths; nothing is known more closely. */
    private static double rounded(double value) {
        return Math.rint(value * 1_000) / 1_000;
    }
}

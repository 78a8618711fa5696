package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clips that are audio, but hardly a voice, and clips that change while somebody looks at them. */
final class BadVoicesTest extends VoicesServer {

    private static final String CLIP = "griselda.wav";
    private static final String ID = "/v1/voices/griselda.wav";

    BadVoicesTest() {
        super(Map.of("MYNAH_CLOSEST_SEARCH", "90"));
    }

    /** What was found out about clips goes with them, also while it is being found out. */
    @AfterEach
    void nothingIsLeft() throws Exception {
        for (Path file : filesBelow(mynah.references())) {
            String name = String.valueOf(file.getFileName());
            if (file.getParent().equals(mynah.references())) {
                http.method("DELETE", "/v1/voices/" + name.replace(" ", "%20"));
            }
        }
        Mynah.until("nothing is left", () -> kept().isEmpty());
        Mynah.until("nothing is left of searches", () -> filesBelow(mynah.home().resolve("cache/closest"))
                .isEmpty());
    }

    private JsonNode examined(String id) throws Exception {
        List<JsonNode> last = new ArrayList<>();
        Mynah.until("it was examined", () -> {
            JsonNode now = ok(http.get(id)).json();
            last.add(now);
            return !now.path("examination").asText().equals("pending");
        });
        return last.get(last.size() - 1);
    }

    private JsonNode diagnosis(byte[] content) throws Exception {
        ok(http.upload(CLIP, content));
        JsonNode found = examined(ID);
        assertTrue(found.path("valid").asBoolean(), found::toString);
        assertEquals("done", found.path("examination").asText(), found::toString);
        return found;
    }

    private static List<String> complaints(JsonNode found) {
        List<String> complaints = new ArrayList<>();
        found.path("complaints").forEach(complaint -> complaints.add(complaint.asText()));
        return complaints;
    }

    private void assertSpokenByNobodyLikeIt() throws Exception {
        Answer answer = ok(speak(CLIP));
        assertEquals("none", answer.header("X-TTS-Voice-Match"));
        assertEquals("too little speech was found in the clip", answer.header("X-TTS-Voice-Note"));
        refused(400, speak(CLIP + "+af_heart"));
    }

    @Test
    void silence_isSaidToBeSilent() throws Exception {
        JsonNode found = diagnosis(Wavs.of(Sounds.silence(8), Sounds.RATE));
        assertEquals(List.of("little_speech", "quiet", "silence"), complaints(found));
        assertEquals(
                "The clip is silent: check that the right microphone is chosen and not muted, and record again.",
                found.path("advice").asText());
        assertEquals(0, found.path("speakers").asInt());
        assertTrue(found.path("loudness_lufs").isNull()
                && found.path("signal_to_noise_db").isNull());
        assertSpokenByNobodyLikeIt();
    }

    @Test
    void noise_isSaidToBeNobody() throws Exception {
        JsonNode found = diagnosis(Wavs.of(Sounds.noise(8), Sounds.RATE));
        assertTrue(complaints(found).containsAll(List.of("little_speech", "noise")), found::toString);
        assertEquals(
                "Nobody speaks in this clip: use a recording of one person who talks for at least 10 seconds.",
                found.path("advice").asText());
        assertSpokenByNobodyLikeIt();
    }

    @Test
    void music_isSaidToBeNobody() throws Exception {
        JsonNode found = diagnosis(Wavs.of(Sounds.music(10), Sounds.RATE));
        assertEquals("little_speech", complaints(found).get(0));
        assertTrue(found.path("advice").asText().contains("use a recording of one person"), found::toString);
        assertSpokenByNobodyLikeIt();
    }

    @Test
    void twoPeople_areToldAndWhereTheOneIs() throws Exception {
        short[] one = ok(http.speak(LONG, "bm_george")).samples();
        short[] other = ok(http.speak(LONG, "af_heart")).samples();
        JsonNode found = diagnosis(Sounds.oneAfterTheOther(one, other));
        assertEquals("several_speakers", complaints(found).get(0));
        assertEquals(2, found.path("speakers").asInt());
        assertTrue(found.path("advice").asText().startsWith("2 people speak here: cut the clip"), found::toString);
        double middle = (double) one.length / Sounds.RATE;
        double start = found.path("best_start").asDouble();
        double end = found.path("best_end").asDouble();
        assertTrue(end < middle + 1 || start > middle - 0.5, "of one of them: " + found);
        assertNotEquals("none", ok(speak(CLIP)).header("X-TTS-Voice-Match"));
    }

    @Test
    void fiveSeconds_areJustEnough() throws Exception {
        short[] speech = ok(http.speak(LONG, "bm_george")).samples();
        ByteBuffer pcm = ByteBuffer.allocate(10 * Sounds.RATE).order(ByteOrder.LITTLE_ENDIAN);
        pcm.asShortBuffer().put(Arrays.copyOf(speech, 5 * Sounds.RATE));
        JsonNode found = diagnosis(Wavs.pcm(Sounds.RATE, pcm.array()));
        assertEquals(5.0, found.path("duration").asDouble());
        assertTrue(Double.parseDouble(ok(speak(CLIP)).header("X-TTS-Voice-Match")) > 0.5);
        byte[] lessBySample = Wavs.pcm(Sounds.RATE, Arrays.copyOf(pcm.array(), 10 * Sounds.RATE - 2));
        refused(400, http.upload(CLIP, lessBySample, "overwrite", "true"));
        assertEquals(5.0, ok(http.get(ID)).json().path("duration").asDouble(), "the old one is still there");
    }

    @Test
    void threeHours_areRefusedUndecoded() throws Exception {
        int bytes = 3 * 3_600 * 8_000 * 2;
        try (RandomAccessFile file = new RandomAccessFile(reference(CLIP).toFile(), "rw")) {
            file.write(Wavs.silence(8_000, 1, bytes, 0));
            file.setLength(44L + bytes); // sparse: it takes no room on the disk
        }
        String reason = "Audio too long: 10800.0s. Must be at most 600.0 seconds";
        assertEquals(reason, refused(400, speak(CLIP)).detail());
        JsonNode found = ok(http.get(ID)).json();
        assertEquals(reason, found.path("error").asText());
        assertTrue(found.path("examination").isMissingNode(), found::toString);
        assertEquals(
                reason,
                ok(http.get("/validate-references"))
                        .json()
                        .path("results")
                        .path(CLIP)
                        .path("error")
                        .asText());
    }

    /** A number that is none gets into every sum. */
    @Test
    void samplesThatAreNoNumbers_areNobodysVoice() throws Exception {
        ByteBuffer wav =
                ByteBuffer.wrap(Wavs.silence(24_000, 1, 480_000, 480_000)).order(ByteOrder.LITTLE_ENDIAN);
        wav.putShort(20, (short) 3).putInt(28, 96_000).putShort(32, (short) 4).putShort(34, (short) 32);
        wav.putFloat(44 + 4 * 60_000, Float.NaN).putFloat(44 + 4 * 70_000, Float.POSITIVE_INFINITY);
        Files.write(reference(CLIP), wav.array());
        Answer answer = speak(CLIP);
        assertTrue(answer.status() == 200 || answer.status() == 400, answer::text);
        assertNotEquals("pending", examined(ID).path("examination").asText());
    }

    @Test
    void clip_cutOffWhileItIsExamined_isUnreadableUntilItIsWholeAgain() throws Exception {
        byte[] whole = Wavs.of(Sounds.music(300), Sounds.RATE);
        Files.write(reference(CLIP), whole);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Answer> examination = threads.submit(() -> http.get("/validate-references"));
            Mynah.until("it is being examined", () -> {
                String state = ok(http.get(ID)).json().path("examination").asText();
                return state.equals("pending") || state.equals("done");
            });
            try (FileChannel file = FileChannel.open(reference(CLIP), StandardOpenOption.WRITE)) {
                file.truncate(whole.length / 2);
            }
            ok(examination.get());
        } finally {
            threads.shutdownNow();
        }
        String reason = "Could not read audio file: " + reference(CLIP);
        assertEquals(reason, refused(400, speak(CLIP)).detail());
        assertEquals(reason, ok(http.get(ID)).json().path("error").asText());
        Files.write(reference(CLIP), whole);
        assertEquals("done", examined(ID).path("examination").asText());
    }

    @Test
    void clip_replacedDuringTheSearch_isAnotherVoiceAtOnce() throws Exception {
        Files.write(reference(CLIP), speech("bm_george"));
        assertNotEquals("none", ok(speak(CLIP)).header("X-TTS-Voice-Match"));
        replace(Wavs.tone(6, 24_000));
        assertSpokenByNobodyLikeIt();
        replace(speech("af_bella"));
        assertNotEquals("none", ok(speak(CLIP)).header("X-TTS-Voice-Match"));
    }

    private void replace(byte[] content) throws Exception {
        Path staged = Files.write(reference(".staged"), content);
        Files.move(staged, reference(CLIP), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void clip_deletedDuringTheSearch_isGoneAtOnce() throws Exception {
        Files.write(reference(CLIP), speech("bm_george"));
        assertNotEquals("none", ok(speak(CLIP)).header("X-TTS-Voice-Match"));
        Path pages = mynah.home().resolve("cache/closest");
        Mynah.until("the search has begun to write", () -> !filesBelow(pages).isEmpty());
        Files.delete(reference(CLIP));
        refused(404, speak(CLIP));
        assertFalse(http.get("/list-voices").text().contains(NAME));
        Mynah.until("nothing of it stays", () -> filesBelow(pages).isEmpty());
    }
}

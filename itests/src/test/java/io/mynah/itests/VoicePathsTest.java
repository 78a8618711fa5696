package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of voices, in paths and as new names, that would lead out of references/, or to the wrong file. */
final class VoicePathsTest extends VoicesServer {

    private static final int MANY = 8;
    /** Where the server writes at any time, such as the console's password soon after its start. */
    private static final List<String> OWN = List.of("cache", "conf", "deploy", "logs");

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");

    private byte[] clip;
    private Path secret;

    VoicePathsTest() {
        super(Map.of("MYNAH_CLOSEST_SEARCH", "0"));
    }

    @BeforeEach
    void clips() throws Exception {
        clip = Wavs.tone(5, 24_000);
        Files.write(reference("griselda.wav"), clip);
        secret = Files.write(mynah.home().resolve("secret.wav"), Wavs.tone(6, 24_000));
        Files.write(mynah.home().resolve("secret.blend"), "af_heart".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void empty() throws Exception {
        emptyReferences();
    }

    /** All files of the server but those that it writes at any time. */
    private Map<Path, byte[]> everything() throws Exception {
        Map<Path, byte[]> all = new TreeMap<>();
        for (Path file : filesBelow(mynah.home())) {
            Path name = mynah.home().relativize(file);
            boolean own =
                    OWN.stream().anyMatch(name::startsWith) || name.toString().endsWith(".lock");
            if (!own) {
                all.put(name, Files.readAllBytes(file));
            }
        }
        return all;
    }

    private static void assertSame(Map<Path, byte[]> before, Map<Path, byte[]> after, String what) {
        assertEquals(before.keySet(), after.keySet(), what);
        before.forEach((file, content) -> assertArrayEquals(content, after.get(file), what + ": " + file));
    }

    /** As bytes, since clients that care for us would not send it. */
    private void assertRefused(String request) throws Exception {
        String answer = mynah.http().raw(InetAddress.getLoopbackAddress(), request);
        Matcher status = STATUS.matcher(answer);
        assertTrue(status.lookingAt(), answer);
        assertTrue(List.of("400", "404", "405", "414", "431").contains(status.group(1)), request + answer);
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertTrue(Http.JSON.readTree(body).path("detail").isTextual(), request + answer);
        assertTrue(answer.contains("X-Request-Id: "), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../secret.wav",
                "../../secret.wav",
                "%2e%2e",
                "%2e%2e/secret.wav",
                "%2e%2e%2fsecret.wav",
                "..%2Fsecret.wav",
                "..%5csecret.wav",
                "%252e%252e%252fsecret.wav",
                "%2fetc%2fpasswd",
                "//etc/passwd",
                "%c0%ae%c0%ae%c0%afsecret.wav",
                "%ff%fe",
                "%00",
                "griselda.wav%00",
                "griselda%0a.wav",
                "griselda.wav.",
                "griselda.wav%2f",
                "a%2fgriselda.wav",
                "GRISELDA.WAV",
                "Griselda.wav",
                "CON",
                "NUL.wav",
                "COM1.wav",
                "link.wav",
                "folder.wav",
                ".mynah",
                ".mynah%2fnotes",
                "~",
                "*.wav",
                "griseld?.wav",
                "%",
                "%zz",
                "%e2%80%ae"
            })
    void id_thatIsNoVoice_isRefusedByEveryOperation(String id) throws Exception {
        Files.createSymbolicLink(reference("link.wav"), secret);
        Files.createDirectory(reference("folder.wav"));
        Map<Path, byte[]> before = everything();
        String change = "{\"name\":\"griselda 2\",\"notes\":\"x\"}";
        for (String kind : List.of("voices", "blends")) {
            String end = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
            String path = " /v1/" + kind + "/" + id;
            assertRefused("GET" + path + end + "\r\n");
            assertRefused("GET" + path + "/file" + end + "\r\n");
            assertRefused("GET" + path + "/preview" + end + "\r\n");
            assertRefused("DELETE" + path + end + "\r\n");
            assertRefused("PATCH" + path + end + "Content-Type: application/json\r\nContent-Length: " + change.length()
                    + "\r\n\r\n" + change);
        }
        assertSame(before, everything(), id);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 5_000, 100_000})
    void id_veryLong_isRefused(int length) throws Exception {
        for (String path : List.of("", "/file", "/preview")) {
            assertRefused("GET /v1/voices/" + "x".repeat(length) + path
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        }
    }

    /** Requests find griselda.wav by all of these, but nobody meant to change or remove it. */
    @ParameterizedTest
    @ValueSource(strings = {"griselda.mp3", "griselda.txt", "griselda.WAV", "griselda.wav%20", "griselda.wav+af_bella"})
    void id_thatIsForgiven_changesAndRemovesNothing(String id) throws Exception {
        Map<Path, byte[]> before = everything();
        assertArrayEquals(clip, ok(http.get("/v1/voices/" + id + "/file")).body());
        refused(404, patch(id, Map.of("name", "griselda 2", "notes", "x")));
        refused(404, http.method("DELETE", "/v1/voices/" + id));
        assertSame(before, everything(), id);
    }

    /** The second of two clients, or one that repeats what it did not see answered. */
    @Test
    void delete_twice_removesNothingElse() throws Exception {
        Files.write(reference("griselda.flac"), Compressed.tone(6, "flac"));
        ok(http.method("DELETE", "/v1/voices/griselda.flac"));
        refused(404, http.method("DELETE", "/v1/voices/griselda.flac"));
        assertEquals(List.of(reference("griselda.wav")), kept());
    }

    @Test
    void manyAtOnce_renameIt_oneWinsAndNothingIsLost() throws Exception {
        Files.write(reference("griselda.blend"), "af_heart".getBytes(StandardCharsets.UTF_8));
        List<Integer> statuses =
                atOnce(index -> patch("griselda.wav", Map.of("name", "griselda " + index, "notes", "x")));
        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
        assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 404), statuses::toString);
        List<Path> clips = kept().stream()
                .filter(file -> file.getParent().equals(mynah.references()))
                .toList();
        assertEquals(2, clips.size(), clips::toString);
        assertArrayEquals(clip, Files.readAllBytes(clips.get(0)));
    }

    @Test
    void manyAtOnce_takeAName_oneGetsIt() throws Exception {
        List<Integer> saved = atOnce(index -> saveBlend("griselda 2", "af_heart(" + (index + 1) + ")", false));
        assertEquals(1, saved.stream().filter(status -> status == 201).count(), saved::toString);
        assertEquals(MANY - 1, saved.stream().filter(status -> status == 409).count(), saved::toString);
        List<Integer> uploaded = atOnce(index -> http.upload("griselda 3.wav", clip));
        assertEquals(1, uploaded.stream().filter(status -> status == 200).count(), uploaded::toString);
        assertEquals(MANY - 1, uploaded.stream().filter(status -> status == 409).count(), uploaded::toString);
        assertEquals(3, kept().size(), () -> "half-written?");
    }

    private interface Deed {
        Answer by(int index) throws Exception;
    }

    private static List<Integer> atOnce(Deed deed) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int index = i;
                answers.add(threads.submit(() -> {
                    start.await();
                    return deed.by(index).status();
                }));
            }
            start.countDown();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }

    static List<String> badNames() {
        List<String> names = new ArrayList<>(List.of(
                "../griselda",
                "..\\griselda",
                "/griselda.wav",
                "C:\\griselda.wav",
                "a/griselda.wav",
                "./griselda.wav",
                ".griselda.wav",
                "..",
                ".wav",
                "griselda\0.wav",
                "griselda\n.wav",
                "griselda\u001b[31m.wav",
                "griselda\u007f.wav",
                "griselda.mp3",
                "griselda.blend",
                "griselda.wav/",
                "griselda.wav/../../x.wav",
                "\uFEFF.wav/..",
                "x".repeat(252),
                "\uD83D\uDE00".repeat(63) + "x.wav"));
        names.add("{home}/griselda.wav");
        return names;
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void newName_thatIsNone_isRefused(String name) throws Exception {
        Map<Path, byte[]> before = everything();
        String full = name.replace("{home}", mynah.home().toString());
        Answer answer = patch("griselda.wav", Map.of("name", full, "notes", "not noted"));
        assertEquals("Invalid target filename", refused(400, answer).detail());
        assertSame(before, everything(), name);
    }

    @Test
    void newName_tooLong_is422() throws Exception {
        refused(422, patch("griselda.wav", Map.of("name", "x".repeat(256))));
        refused(422, patch("griselda.wav", Map.of("name", " ")));
    }

    @Test
    void newName_taken_is409() throws Exception {
        Files.write(reference("griselda 2.wav"), clip);
        Files.createDirectory(reference("griselda 3.wav"));
        Files.createSymbolicLink(reference("griselda 4.wav"), secret);
        Map<Path, byte[]> before = everything();
        for (String name : List.of("griselda 2", "griselda 2.wav", "griselda 3", "griselda 4.wav")) {
            refused(409, patch("griselda.wav", Map.of("name", name)));
        }
        assertSame(before, everything(), "nothing has changed");
    }

    /** Odd, but a file system that keeps them is all that we have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRISELDA.wav",
                "NUL",
                "CON.wav",
                "griselda 'and' \"co\"; rm -rf ~",
                "griselda %2e%2e",
                "griselda <b>",
                "griselda G.",
                "griselda ?#&=+(2)",
                "\u0433\u0440\u0438\u0437 griselda",
                "\uD83D\uDE00 griselda",
                "griselda\u202Evaw"
            })
    void newName_odd_isAFileOfThatNameAndNothingElse(String name) throws Exception {
        Map<Path, byte[]> before = everything();
        String id = ok(patch("griselda.wav", Map.of("name", name)))
                .json()
                .path("id")
                .asText();
        assertEquals(name.endsWith(".wav") ? name : name + ".wav", id);
        assertEquals(List.of(reference(id)), kept());
        assertArrayEquals(clip, Files.readAllBytes(reference(id)));
        ok(speak(id));
        Files.move(reference(id), reference("griselda.wav"));
        assertSame(before, everything(), name);
    }

    /** A name is what it is: nothing undoes what looks like an escape, and so nobody's clip is taken for another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "griselda 100%.wav",
                "griselda %41.wav",
                "griselda %2541.wav",
                "griselda%zz.wav",
                "%.wav",
                "griselda%2fA.wav",
                "griselda%s%n%1$s.wav"
            })
    void name_withPercentSigns_isListedSpokenRenamedDownloadedAndDeleted(String name) throws Exception {
        byte[] other = Wavs.tone(6, 24_000);
        Files.write(reference("griselda A.wav"), other);

        Answer created = http.uploadTo("/v1/voices", name, clip);
        assertEquals(201, created.status(), created::text);
        assertEquals(name, created.json().path("id").asText());
        String path = URI.create(created.header("Location")).getRawPath();
        assertEquals(name, ok(http.get(path)).json().path("id").asText());
        assertTrue(http.get("/list-voices")
                .json()
                .path("voices")
                .findValuesAsText("filename")
                .contains(name));
        assertTrue(http.get("/v1/voices")
                .json()
                .path("voices")
                .findValuesAsText("id")
                .contains(name));
        assertTrue(ok(http.get("/validate-references"))
                .json()
                .path("results")
                .path(name)
                .path("valid")
                .asBoolean());
        ok(speak(name));
        ok(speak(name.replace(".wav", "")));
        // A tone has no closest voice; but the expression was read as it was meant.
        String detail = refused(400, speak(name + "(2)+af_bella")).detail();
        assertTrue(detail.startsWith("'" + name + "' cannot be mixed"), detail);
        Answer file = ok(http.get(path + "/file"));
        assertArrayEquals(clip, file.body());
        String saved = file.header("Content-Disposition").replaceFirst(".*filename\\*=UTF-8''", "");
        assertEquals("/v1/voices/" + saved, path);
        ok(http.get(path + "/preview"));
        assertEquals(409, http.uploadTo("/v1/voices", name, clip).status());

        String renamed = "50%25 " + name;
        assertEquals(
                renamed,
                ok(patch(path.substring("/v1/voices/".length()), Map.of("name", renamed, "notes", "100 %")))
                        .json()
                        .path("id")
                        .asText());
        refused(404, http.get(path));
        String its = path.replace("/v1/voices/", "/v1/voices/50%2525%20");
        assertEquals("100 %", ok(http.get(its)).json().path("notes").asText());
        assertArrayEquals(clip, ok(http.get(its + "/file")).body());
        assertEquals(204, http.method("DELETE", its).status());
        refused(404, http.get(its));
        List<Path> left = kept().stream()
                .filter(kept -> !kept.startsWith(reference(".mynah/findings")))
                .toList();
        assertEquals(List.of(reference("griselda A.wav"), reference("griselda.wav")), left);
        assertArrayEquals(other, Files.readAllBytes(left.get(0)));
        assertArrayEquals(clip, Files.readAllBytes(left.get(1)));
    }

    @Test
    void blend_withPercentSigns_livesLikeAnyOther() throws Exception {
        ok(saveBlend("griselda 50%25", "af_heart+am_michael", false));
        assertEquals("griselda 50%25.blend", kept().get(0).getFileName().toString());
        ok(speak("griselda 50%25"));
        ok(http.get("/v1/blends/griselda%2050%2525"));
        refused(404, http.get("/v1/blends/griselda%2050%25"));
        assertEquals(204, http.method("DELETE", "/v1/blends/griselda%2050%2525").status());
    }
}

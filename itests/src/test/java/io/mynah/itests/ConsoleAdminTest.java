package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The console's pages on engines and voices, asked as their scripts ask them, and in a browser, used by keyboard. Their pictures
 * are in {@code target/screenshots}.
 */
final class ConsoleAdminTest extends SharedServer {
    private static final String ENGINES = "mynah-engines";
    private static final String VOICES = "mynah-voices";
    /** Where the console puts a page; what surrounds it is Felix's. */
    private static final String CONTENT = "#content";

    private static final String MARKUP = "a<img src=x onerror=alert(1)>.wav";

    ConsoleAdminTest() {
        super(Map.of("JAVA_OPTS", "-Dmynah.testkit.voice=heart"));
    }

    @BeforeAll
    void prepare() throws Exception {
        mynah.deployTone();
        Files.createDirectories(mynah.references());
        // A person who speaks, as far as a machine can.
        String text = "The quick brown fox jumps over the lazy dog, and then it sleeps in the shade of a tall tree. ";
        Files.write(
                mynah.references().resolve("griselda.wav"),
                http.speak(text.repeat(2), "bm_george").body());
        Files.write(mynah.references().resolve("noise.wav"), Wavs.of(Sounds.noise(6), Sounds.RATE));
        Files.write(mynah.references().resolve("short.wav"), Wavs.tone(1, 24_000));
        Files.write(mynah.references().resolve(MARKUP), Wavs.tone(6, 24_000));
        Files.writeString(mynah.references().resolve("duo.blend"), "af_heart(2)+am_michael");
    }

    private static Browser page(Mynah mynah, String label, String shown) throws Exception {
        Assumptions.assumeTrue(Browser.program().isPresent(), "this machine has no Chromium");
        Console console = Console.open(mynah, label);
        Browser browser = Browser.open();
        boolean done = false;
        try {
            browser.header("Authorization", console.credentials());
            browser.size(1200, 900);
            browser.go(mynah.http().uri("/system/console/" + label));
            browser.until("it is shown", "window.jQuery && document.querySelector('" + shown + "')");
            done = true;
            return browser;
        } finally {
            if (!done) {
                browser.picture(label + "-failed");
                browser.close();
            }
        }
    }

    private static String engine(String id) {
        return "document.querySelector('[data-engine=" + id + "]')";
    }

    private static String voice(String id) {
        return "document.querySelector('[data-voice=\"" + id + "\"]')";
    }

    private static String button(String within, String action) {
        return within + ".querySelector('button[data-action=" + action + "]')";
    }

    private static void press(Browser browser, String within, String action) throws Exception {
        String button = button(within, action);
        browser.until(action + " is offered", button + " && " + button + ".offsetParent !== null");
        browser.evaluate(button + ".focus()");
        browser.enter();
    }

    private static String text(Browser browser, String expression) throws Exception {
        return browser.evaluate(expression + ".innerText").asText();
    }

    private static void untilText(Browser browser, String within, String words) throws Exception {
        browser.until("it says " + words, within + ".innerText.includes(" + Http.JSON.writeValueAsString(words) + ")");
    }

    private static void assertFits(Browser browser) throws Exception {
        JsonNode widths =
                browser.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        assertTrue(widths.get(0).asInt() <= widths.get(1).asInt(), "it has to be scrolled sideways: " + widths);
    }

    @Test
    void enginesPage_askedByOthersThanItsScript_isClosed() throws Exception {
        Console console = Console.open(mynah, ENGINES);
        for (String path : List.of(ENGINES, ENGINES + "/state.json", VOICES)) {
            assertEquals(401, http.get("/system/console/" + path).status(), path);
        }
        String stop = ENGINES + "/hibari/stop";
        assertEquals(401, http.method("POST", "/system/console/" + stop).status());
        assertEquals(403, console.send(console.form(stop)).status(), "a form has no such header");
        assertEquals(
                403,
                console.send(console.form(stop)
                                .header("X-Requested-With", "XMLHttpRequest")
                                .header("Origin", "https://evil.example"))
                        .status());
        assertEquals(405, console.get(stop).status());
        assertEquals(404, console.post(ENGINES + "/none/stop").status());
        Answer state = console.get(ENGINES + "/state.json");
        for (JsonNode engine : state.json().get("engines")) {
            assertEquals("speaking", engine.get("state").asText(), state::text);
        }
    }

    @Test
    void engines_byKeyboard_areStoppedStartedAndPromoted() throws Exception {
        try (Browser browser = page(mynah, ENGINES, "[data-engine=hibari]")) {
            String tone = engine("tone");
            String badge = tone + ".querySelector('.mm-badge')";
            untilText(browser, badge, "speaking");
            assertTrue(text(browser, tone).contains("io.mynah.testkit"), text(browser, tone));
            assertTrue(text(browser, engine("kokoro")).contains("spoken, "), text(browser, engine("kokoro")));
            browser.picture("engines-wide");
            assertEquals(List.of(), browser.barriers(CONTENT));

            press(browser, engine("hibari"), "promote");
            untilText(browser, engine("hibari"), "before all others");
            assertEquals("hibari", http.speak("Hello.", "heart").header("X-TTS-Engine"));
            assertEquals(
                    "demote",
                    browser.evaluate("document.activeElement.dataset.action").asText(),
                    "who pressed the button that has gone is on one that came");
            press(browser, engine("hibari"), "demote");
            browser.until("that is undone", button(engine("hibari"), "promote") + ".offsetParent !== null");

            String dialog = "document.querySelector('[role=dialog]')";
            press(browser, tone, "stop");
            browser.until("it asks", dialog);
            assertEquals("Let it speak", text(browser, "document.activeElement"));
            browser.picture("engines-stop");
            assertEquals(List.of(), browser.barriers("[role=dialog]"));
            browser.escape();
            browser.until("it asks no more", "!" + dialog);
            assertEquals("tone", http.speak("Hello.", "heart").header("X-TTS-Engine"));

            try (HeldRequest held = HeldRequest.speak(mynah, "{delay 600000} for ever")) {
                held.awaitQueue("speaking", 1);
                browser.enter();
                browser.until("it asks", dialog);
                browser.tab();
                assertEquals("Stop it", text(browser, "document.activeElement"));
                browser.enter();
                untilText(browser, badge, "draining");
                untilText(browser, tone, "1 request, 1 utterance");
                browser.picture("engines-draining");
                browser.size(360, 800);
                assertFits(browser);
                browser.picture("engines-360");
                assertEquals(List.of(), browser.barriers(CONTENT));
                browser.size(1200, 900);
            }
            untilText(browser, badge, "stopped");
            assertTrue(text(browser, "document.getElementById('mm-summary')").contains("1 stopped"));
            assertEquals("hibari", http.speak("Hello.", "heart").header("X-TTS-Engine"));
            browser.picture("engines-stopped");
            press(browser, tone, "start");
            untilText(browser, badge, "speaking");
            press(browser, engine("hibari"), "unload");
            untilText(browser, engine("hibari"), "always stays in memory");
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void voices_byKeyboard_areExaminedAndHeard() throws Exception {
        try (Browser browser = page(mynah, VOICES, "[data-voice=\"griselda.wav\"]")) {
            untilText(browser, voice("griselda.wav"), "of speech");
            untilText(browser, voice("short.wav"), "cannot be used");
            untilText(browser, voice("duo.blend"), "af_heart(2)+am_michael");
            browser.until(
                    "all are examined", "!document.getElementById('mm-voices').innerText.includes('being examined')");
            browser.picture("voices-wide");
            assertEquals(List.of(), browser.barriers(CONTENT));
            assertEquals(
                    0,
                    browser.evaluate("document.querySelectorAll('#mm-voices img').length")
                            .asInt(),
                    "names are only text");
            assertFalse(browser.evaluate(button(voice("short.wav"), "speak") + ".offsetParent !== null")
                    .asBoolean());

            String play = button(voice("griselda.wav"), "play");
            press(browser, voice("griselda.wav"), "play");
            untilText(browser, "document.getElementById('mm-told')", "griselda.wav is heard");
            assertEquals("Silence", text(browser, play));
            browser.picture("voices-playing");
            browser.enter();
            browser.until("it is silent", play + ".getAttribute('aria-pressed') === 'false'");
            press(browser, voice("duo.blend"), "speak");
            untilText(browser, "document.getElementById('mm-told')", "duo.blend is heard");
            browser.size(360, 800);
            assertFits(browser);
            browser.picture("voices-360");
            assertEquals(List.of(), browser.barriers(CONTENT));
            assertEquals(List.of(), browser.complaints());
        }
    }
}

package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** The console's page on models in a browser, used by keyboard. Its pictures are in {@code target/screenshots}. */
final class ConsolePageTest {
    private static final Path MODEL_FILES = Path.of("../bundles/engine-onnx/src/test/resources/chatterbox-tiny/model");
    private static final String MODEL = "chatterbox-tiny";
    private static final String PAGE = "mynah-models";

    /** Where the console puts a page; what surrounds it is Felix's. */
    private static final String CONTENT = "#content";

    private static final String MARKUP = "<img src=x onerror='window.stranger=1'>${appRoot}";
    private static final String ROW = "document.querySelector('[data-model=" + MODEL + "] [data-precision=q4]')";
    private static final String HEAD = "document.querySelector('[data-model=" + MODEL + "]')";

    @TempDir
    private Path home;

    private LoopbackHub hub;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(Browser.program().isPresent(), "this machine has no Chromium");
        hub = new LoopbackHub(MODEL_FILES);
        ObjectNode manifest = (ObjectNode) Http.JSON.readTree(hub.manifest());
        ((ObjectNode) manifest.at("/models/0")).put("title", "Chatterbox, tiny").put("licence", "MIT");
        addStranger((ArrayNode) manifest.get("models"));
        Files.writeString(
                Files.createDirectories(home.resolve("models")).resolve("manifest.json"), manifest.toString());
        environment.putAll(Map.of(
                "HF_ENDPOINT", hub.endpoint(),
                "HF_HOME", home.resolve("hf").toString(),
                "HF_HUB_CACHE", home.resolve("hub").toString(),
                "MYNAH_CHATTERBOX_MODEL", MODEL));
    }

    /** A model with markup wherever a manifest can have text. */
    private static void addStranger(ArrayNode models) {
        ObjectNode model = models.addObject()
                .put("id", "stranger")
                .put("title", MARKUP)
                .put("licence", MARKUP)
                .put("source", "folder")
                .put("origin", "/nowhere/" + MARKUP.replace("/", ""));
        model.putArray("variants").addObject().put("precision", "<b id>q4</b>");
        model.putArray("files").addObject().put("path", "net.onnx");
    }

    @AfterEach
    void close() {
        if (hub != null) {
            hub.close();
        }
    }

    private static Browser page(Mynah mynah) throws Exception {
        Console console = Console.open(mynah, PAGE);
        Browser browser = Browser.open();
        boolean shown = false;
        try {
            browser.header("Authorization", console.credentials());
            browser.size(1200, 900);
            browser.go(mynah.http().uri("/system/console/" + PAGE));
            browser.until("the models are shown", "window.jQuery && " + ROW);
            shown = true;
            return browser;
        } finally {
            if (!shown) {
                browser.picture("models-failed");
                browser.close();
            }
        }
    }

    private static void pressButton(Browser browser, String within, String action) throws Exception {
        String button = within + ".querySelector('button[data-action=" + action + "]')";
        browser.until(action + " is offered", button + ".offsetParent !== null && !" + button + ".disabled");
        browser.evaluate(button + ".focus()");
        browser.enter();
    }

    private static String text(Browser browser, String expression) throws Exception {
        return browser.evaluate(expression + ".innerText").asText();
    }

    private static void untilText(Browser browser, String within, String words) throws Exception {
        AtomicReference<String> said = new AtomicReference<>("");
        try {
            Mynah.until("it says " + words, () -> {
                said.set(text(browser, within));
                return said.get().contains(words);
            });
        } catch (AssertionFailedError e) {
            browser.picture("models-failed");
            throw new AssertionError(e.getMessage() + ", but: " + said.get(), e);
        }
    }

    @Test
    void models_byKeyboard_arePulledCheckedAndRemoved() throws Exception {
        try (Mynah mynah = Mynah.start(home, environment);
                Browser browser = page(mynah)) {
            assertStrangerIsOnlyText(browser);
            browser.picture("models-wide");
            assertEquals(List.of(), browser.barriers(CONTENT));

            hub.hold();
            pressButton(browser, ROW, "pull");
            String bar = ROW + ".querySelector('[role=progressbar]')";
            // Two small files and the first block of another: then it waits for more.
            browser.until("a bar is shown", bar + ".offsetParent !== null");
            assertEquals(
                    "cancel",
                    browser.evaluate("document.activeElement.dataset.action").asText(),
                    "who pressed the button that has gone is on the one that came");
            int value = 0;
            for (int step = 0; step < 3; step++) {
                hub.send(6);
                int last = value;
                browser.until("the bar moves on", "Number(" + bar + ".getAttribute('aria-valuenow')) > " + last);
                value = browser.evaluate(bar + ".getAttribute('aria-valuenow')").asInt();
            }
            untilText(browser, ROW, "/s");
            assertTrue(text(browser, ROW).matches("(?s).*\\d+ % · \\d+ kB of .* kB.*"), text(browser, ROW));
            browser.picture("models-pulling");
            browser.size(360, 800);
            assertFits(browser);
            browser.picture("models-pulling-360");
            assertEquals(List.of(), browser.barriers(CONTENT));
            browser.size(1200, 900);
            browser.enter(); // on Cancel, where the focus is
            hub.letGo();
            untilText(browser, ROW, "next pull goes on from there");
            pressButton(browser, ROW, "pull");
            untilText(browser, ROW, "complete");
            pressButton(browser, ROW, "verify");
            untilText(browser, ROW, "checksums are right");
            damageOneFile();
            untilText(browser, ROW, "complete");
            pressButton(browser, ROW, "verify");
            untilText(browser, ROW, "Damaged: tokenizer.json. Remove the model, then pull it again.");
            browser.picture("models-damaged");
            assertEquals(List.of(), browser.barriers(CONTENT));
            removesOnlyWhenToldTwice(browser);
            assertEquals(List.of(), browser.complaints());
        }
    }

    private void damageOneFile() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("hub"))) {
            Path file = files.filter(path -> path.endsWith("tokenizer.json"))
                    .findFirst()
                    .orElseThrow()
                    .toRealPath();
            byte[] content = Files.readAllBytes(file);
            content[10] ^= 1;
            Files.write(file, content);
        }
    }

    private static void removesOnlyWhenToldTwice(Browser browser) throws Exception {
        String dialog = "document.querySelector('[role=dialog]')";
        pressButton(browser, HEAD, "remove");
        browser.until("it asks", dialog);
        assertEquals("Keep it", text(browser, "document.activeElement"));
        browser.picture("models-remove");
        assertEquals(List.of(), browser.barriers("[role=dialog]"));
        browser.escape();
        browser.until("it asks no more", "!" + dialog);
        assertEquals(
                "remove",
                browser.evaluate("document.activeElement.dataset.action").asText());
        assertTrue(text(browser, ROW).contains("damaged"));
        browser.enter();
        browser.until("it asks", dialog);
        browser.tab();
        assertEquals("Remove it", text(browser, "document.activeElement"));
        browser.enter();
        untilText(browser, ROW, "not here");
    }

    private static void assertStrangerIsOnlyText(Browser browser) throws Exception {
        String stranger = "document.querySelector('[data-model=stranger]')";
        assertTrue(text(browser, stranger).contains(MARKUP), text(browser, stranger));
        assertEquals(
                0,
                browser.evaluate(stranger + ".querySelectorAll('img').length").asInt());
        assertFalse(browser.evaluate("'stranger' in window").asBoolean());
    }

    private static void assertFits(Browser browser) throws Exception {
        JsonNode widths =
                browser.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        assertTrue(widths.get(0).asInt() <= widths.get(1).asInt(), "it has to be scrolled sideways: " + widths);
    }

    @Test
    void failures_areToldInWordsAndAllButtonsHaveNames() throws Exception {
        environment.put("OFFLINE_MODE", "true");
        try (Mynah mynah = Mynah.start(home, environment);
                Browser browser = page(mynah)) {
            String pull = ROW + ".querySelector('button[data-action=pull]')";
            browser.until("it is offered", pull + ".offsetParent !== null");
            assertTrue(browser.evaluate(pull + ".disabled").asBoolean());
            assertTrue(text(browser, "document.getElementById('mm-hub')").contains("OFFLINE_MODE forbids to ask"));
            assertEquals(
                    0,
                    browser.evaluate(
                                    "Array.from(document.querySelectorAll('#mm-models button'))"
                                            + ".filter(b => !/^(Pull|Verify|Cancel|Remove) .+/.test(b.getAttribute('aria-label'))).length")
                            .asInt());
            browser.size(360, 800);
            assertFits(browser);
            browser.picture("models-360");
            browser.size(1200, 900);
            Files.move(home.resolve("deploy/models.jar"), home.resolve("models.jar"));
            untilText(browser, "document.body", "The model store is not running");
            browser.picture("models-without-store");
            mynah.deploy(home.resolve("models.jar"), "models.jar");
            browser.until("it is back", ROW + ".offsetParent !== null");
            assertTrue(
                    browser.complaints().stream().allMatch(complaint -> complaint.contains("503")),
                    browser.complaints()::toString);
        }
    }
}

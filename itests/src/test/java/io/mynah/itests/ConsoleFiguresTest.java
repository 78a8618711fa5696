package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The console's pages on figures, in a browser, and on health. Their pictures are in {@code target/screenshots}. */
final class ConsoleFiguresTest extends SharedServer {
    private static final String FIGURES = "mynah-figures";
    /** Where the console puts a page; what surrounds it is Felix's. */
    private static final String CONTENT = "#content";

    ConsoleFiguresTest() {
        super(Map.of());
    }

    @Test
    void figures_whileSomebodySpeaks_followByThemselves() throws Exception {
        Assumptions.assumeTrue(Browser.program().isPresent(), "this machine has no Chromium");
        Console console = Console.open(mynah, FIGURES);
        try (Browser browser = Browser.open()) {
            browser.header("Authorization", console.credentials());
            browser.size(1200, 900);
            browser.go(mynah.http().uri("/system/console/" + FIGURES));
            String hibari = "document.querySelector('[data-engine=hibari]')";
            browser.until("the figures are shown", "window.jQuery && " + hibari);
            assertTrue(browser.evaluate(hibari + ".innerText").asText().contains("0 spoken"));
            for (int i = 0; i < 3; i++) {
                assertEquals(200, http.speak("Hello there.", "heart").status());
            }
            assertEquals(404, http.speak("Hello there.", "nobody").status());
            browser.until("requests are counted", hibari + ".innerText.includes('3 spoken')");
            browser.until(
                    "errors are counted",
                    "document.querySelector('[data-engine=none]').innerText.includes('1 refused')");
            String summary = browser.evaluate("document.getElementById('mm-summary').innerText")
                    .asText();
            assertTrue(summary.startsWith("Queue: 0 waiting, 0 speaking, room for 64."), summary);
            String machine = browser.evaluate("document.getElementById('mm-machine').innerText")
                    .asText();
            assertTrue(machine.matches("(?s).*Memory in all\\s+[1-9][0-9]+ MB.*"), machine);
            browser.picture("figures-wide");
            assertEquals(List.of(), browser.barriers(CONTENT));
            browser.size(390, 800);
            browser.picture("figures-narrow");
        }
    }

    @Test
    void health_ofEachPart_isShown() throws Exception {
        Console console = Console.open(mynah, "healthcheck");
        Answer page = console.get("healthcheck?tags=mynah");
        for (String part : List.of("Configuration", "Disk space", "Engines", "Memory", "Models", "Voice library")) {
            assertTrue(page.text().contains(part), () -> part + " is not in " + page.text());
        }
        assertEquals(401, http.get("/system/console/healthcheck").status());
    }
}

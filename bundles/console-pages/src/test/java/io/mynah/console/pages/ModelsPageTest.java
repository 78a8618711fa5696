package io.mynah.console.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mynah.api.model.ModelChecks.Check;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInventory.State;
import io.mynah.api.model.ModelInventory.Stock;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelReport;
import io.mynah.api.model.ModelReport.Finding;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page shows, does and refuses. */
class ModelsPageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeStore store = new FakeStore();
    private final ModelServices services = new ModelServices();
    private final ModelsPage page = new ModelsPage(services);

    @BeforeEach
    void open() {
        services.bindStore(store);
        services.bindPulls(store);
        services.bindChecks(store);
        services.bindInventory(store);
    }

    private FakeExchange send(FakeExchange exchange) throws Exception {
        page.service(exchange.request(), exchange.response());
        return exchange;
    }

    private FakeExchange send(String method, String below) throws Exception {
        FakeExchange exchange = new FakeExchange(method, "/mynah-models" + below);
        exchange.headers.put("X-Requested-With", "XMLHttpRequest");
        return send(exchange);
    }

    private JsonNode model() throws Exception {
        FakeExchange state = send("GET", "/state.json");
        assertEquals(200, state.status, state::body);
        return JSON.readTree(state.body()).at("/models/0");
    }

    private static JsonNode row(JsonNode model, String precision) {
        for (JsonNode row : model.get("precisions")) {
            if (row.get("precision").asText().equals(precision)) {
                return row;
            }
        }
        throw new AssertionError(precision + " is not shown: " + model);
    }

    private void use(ModelUser.Choice choice) {
        services.bindUser(new User(choice), Map.of(ModelUser.MODEL, "turbo"));
    }

    private record User(Choice choice) implements ModelUser {
        @Override
        public Choice choose(ModelStore asked) throws ModelException {
            if (choice.precision().isEmpty()) {
                throw new ModelException.UnknownPrecision(choice.reason());
            }
            return choice;
        }

        @Override
        public void changed() {
            throw new UnsupportedOperationException("that is for the store to tell");
        }

        @Override
        public void release() {
            throw new UnsupportedOperationException("that is for the store to ask");
        }
    }

    @Test
    void page_isLeftToTheConsoleToDraw_withTheTemplateInIt() throws Exception {
        FakeExchange get = send("GET", "");
        assertEquals(0, get.status, "nothing is answered");
        page.renderContent(get.request(), get.response());
        assertTrue(get.page.toString().contains("${pluginRoot}/res/ui/models.js"));
    }

    @Test
    void files_namedOnes_areServedAndNoOthers() throws Exception {
        FakeExchange script = send("GET", "/res/ui/models.js");
        assertEquals("text/javascript; charset=utf-8", script.answered.get("Content-Type"));
        assertEquals("nosniff", script.answered.get("X-Content-Type-Options"));
        assertTrue(script.body().contains("window.mynah"));
        for (String other : List.of("/res/ui/other.js", "/res/ui/../../templates/models.html", "/else")) {
            assertEquals(404, send("GET", other).status, other);
        }
        assertNull(page.getResource("/mynah-models/res/ui/models.js"));
    }

    @Test
    void state_eachOfThem_isTold() throws Exception {
        Path folder = Path.of("/cache/snapshot");
        assertEquals("absent", row(model(), "q4").get("state").asText());
        assertFalse(model().get("removable").asBoolean());
        store.stocks.put("q4", new Stock(State.PARTIAL, folder, true, 30));
        store.stocks.put("q8", new Stock(State.WHOLE, folder, true, 700));
        JsonNode model = model();
        assertEquals("partial", row(model, "q4").get("state").asText());
        assertEquals("whole", row(model, "q8").get("state").asText());
        assertEquals(folder.toString(), row(model, "q8").get("folder").asText());
        assertTrue(model.get("removable").asBoolean());
        ModelReport report = new ModelReport(List.of(
                new ModelReport.Entry("a.onnx", Finding.GOOD), new ModelReport.Entry("b.onnx", Finding.DAMAGED)));
        store.found.put("q8", new Check(FakeStore.progress("q8", ModelProgress.State.DONE, null), report));
        assertEquals("damaged", row(model(), "q8").get("state").asText());
        assertEquals("b.onnx", row(model(), "q8").at("/check/damaged/0").asText());
    }

    @Test
    void state_engineWantsAMixture_isShownWithItsReason() throws Exception {
        assertTrue(row(model(), "q4").get("wanted").asBoolean(), "the usual one");
        use(new ModelUser.Choice("q8,net=q4", "the card has room for it"));
        JsonNode model = model();
        assertEquals("the card has room for it", model.get("reason").asText());
        assertTrue(row(model, "q8,net=q4").get("wanted").asBoolean());
        assertFalse(row(model, "q4").get("wanted").asBoolean());
    }

    @Test
    void state_engineWantsWhatThereIsNot_saysSo() throws Exception {
        use(new ModelUser.Choice("", "turbo has no precision 'q5'"));
        JsonNode model = model();
        assertEquals("turbo has no precision 'q5'", model.get("reason").asText());
        assertEquals(2, model.get("precisions").size());
    }

    @Test
    void state_pull_isShownAtItsPrecisionAlone() throws Exception {
        store.pull = FakeStore.progress("q8", ModelProgress.State.FAILED, "the hub answers 503");
        assertTrue(row(model(), "q4").get("pull").isNull());
        JsonNode pull = row(model(), "q8").get("pull");
        assertEquals("the hub answers 503", pull.get("message").asText());
        assertTrue(pull.get("over").asBoolean());
        assertTrue(pull.get("bytes_total").isNull(), "not known is not -1");
        assertTrue(pull.get("seconds_left").isNull());
    }

    @Test
    void state_markupInTheManifest_isDataAndNoHtml() throws Exception {
        store.title = "</script><img src=x onerror=alert(1)>";
        FakeExchange state = send("GET", "/state.json");
        assertEquals("application/json; charset=utf-8", state.answered.get("Content-Type"));
        assertEquals("nosniff", state.answered.get("X-Content-Type-Options"));
        assertEquals(store.title, model().get("title").asText());
    }

    @Test
    void actions_reachTheServices() throws Exception {
        FakeExchange pull = new FakeExchange("POST", "/mynah-models/turbo/pull");
        pull.headers.put("X-Requested-With", "XMLHttpRequest");
        pull.parameters.put("precision", "q8");
        assertEquals(202, send(pull).status);
        assertEquals(202, send("POST", "/turbo/verify").status);
        assertEquals("{\"cancelled\":true}", send("POST", "/turbo/cancel").body());
        assertEquals("{\"freed_bytes\":700}", send("POST", "/turbo/remove").body());
        assertEquals(
                List.of(
                        "start turbo q8",
                        "start turbo ",
                        "cancel turbo", // the pull
                        "cancel turbo", // the check
                        "cancel turbo", // a check is no reason not to remove
                        "remove turbo"),
                store.asked);
    }

    @Test
    void action_withoutTheScriptsHeader_isRefused() throws Exception {
        FakeExchange form = send(new FakeExchange("POST", "/mynah-models/turbo/remove"));
        assertEquals(403, form.status);
        assertEquals(List.of(), store.asked);
    }

    @Test
    void action_byAnotherMethod_isRefused() throws Exception {
        for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "TRACE", "OPTIONS")) {
            FakeExchange answer = send(method, "/turbo/remove");
            assertEquals(405, answer.status, method);
            assertEquals("POST", answer.answered.get("Allow"));
        }
        assertEquals(405, send("POST", "").status);
        assertEquals(405, send("DELETE", "/state.json").status);
        assertEquals(List.of(), store.asked);
    }

    @Test
    void action_storeRefuses_isToldInItsWords() throws Exception {
        Map<Integer, ModelException> failures = Map.of(
                404, new ModelException.UnknownModel("there is no such model"),
                422, new ModelException.UnknownPrecision("there is no such precision"),
                409, new ModelException.Busy("it is being fetched"),
                500, new ModelException.Storage("the disk is broken"));
        for (Map.Entry<Integer, ModelException> failure : failures.entrySet()) {
            store.failure = failure.getValue();
            FakeExchange answer = send("POST", "/turbo/remove");
            assertEquals(failure.getKey(), answer.status);
            assertEquals(
                    failure.getValue().getMessage(),
                    JSON.readTree(answer.body()).get("detail").asText());
        }
        assertEquals(404, send("POST", "/other/cancel").status);
    }

    @Test
    void storeAway_isSaidAndThePageStays() throws Exception {
        services.unbindInventory(store);
        assertEquals(503, send("GET", "/state.json").status);
        assertEquals(503, send("POST", "/turbo/pull").status);
        assertEquals(0, send("GET", "").status);
        services.unbindStore(new FakeStore());
        services.bindInventory(store);
        assertEquals(200, send("GET", "/state.json").status, "another store that went was not this one");
    }
}

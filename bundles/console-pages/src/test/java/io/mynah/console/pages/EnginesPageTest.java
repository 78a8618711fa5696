package io.mynah.console.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mynah.api.admin.AdminException;
import io.mynah.api.admin.EngineAdmin;
import io.mynah.api.admin.EngineStatus;
import io.mynah.api.admin.EngineStatus.State;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page on engines shows, does and refuses; and what that on voices leaves to REST. */
class EnginesPageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ACTIONS = List.of("stop", "start", "promote", "demote", "unload");

    private final Asked engines = new Asked();
    private final EnginesPage page = new EnginesPage();

    /** One engine, and what was asked for. */
    private static final class Asked implements EngineAdmin {
        private final List<String> calls = new ArrayList<>();

        @Override
        public List<EngineStatus> engines() {
            EngineInfo info = EngineInfo.builder("tone")
                    .languages(List.of("English"))
                    .voices(List.of(new VoiceInfo("tone", "Tone", "en-US")))
                    .build();
            return List.of(new EngineStatus(
                    info,
                    State.DRAINING,
                    "why",
                    7,
                    true,
                    2,
                    1,
                    new EngineStatus.Figures(9, 3, Duration.ofSeconds(1), Duration.ofSeconds(8)),
                    "some.bundle",
                    "1.2.3"));
        }

        private EngineStatus note(String call, String id) throws AdminException {
            if (!id.equals("tone")) {
                throw new AdminException.Unknown("there is no engine '" + id + "'");
            }
            calls.add(call);
            return engines().get(0);
        }

        @Override
        public EngineStatus stop(String id) throws AdminException {
            return note("stop", id);
        }

        @Override
        public EngineStatus start(String id) throws AdminException {
            return note("start", id);
        }

        @Override
        public EngineStatus promote(String id) throws AdminException {
            return note("promote", id);
        }

        @Override
        public EngineStatus demote(String id) throws AdminException {
            return note("demote", id);
        }

        @Override
        public boolean unload(String id) throws AdminException {
            return note("unload", id) != null;
        }
    }

    @BeforeEach
    void open() {
        page.bindEngines(engines);
    }

    private static FakeExchange send(Page to, FakeExchange exchange) throws Exception {
        to.service(exchange.request(), exchange.response());
        return exchange;
    }

    private FakeExchange send(String method, String below) throws Exception {
        FakeExchange exchange = new FakeExchange(method, "/mynah-engines" + below);
        exchange.headers.put("X-Requested-With", "XMLHttpRequest");
        return send(page, exchange);
    }

    @Test
    void state_engineThatDrains_isToldWithAllThatIsKnown() throws Exception {
        JsonNode engine = JSON.readTree(send("GET", "/state.json").body()).at("/engines/0");
        assertEquals("tone", engine.get("id").asText());
        assertEquals("draining", engine.get("state").asText());
        assertEquals("why", engine.get("reason").asText());
        assertEquals(7, engine.get("ranking").asInt());
        assertTrue(engine.get("promoted").asBoolean());
        assertEquals(2, engine.get("leases").asInt());
        assertEquals(9, engine.get("spoken").asInt());
        assertEquals(3, engine.get("errors").asInt());
        assertEquals(0.125, engine.get("real_time_factor").asDouble());
        assertEquals("1.2.3", engine.get("bundle_version").asText());
    }

    @Test
    void actions_byThePagesScript_areDone() throws Exception {
        for (String action : ACTIONS) {
            FakeExchange answer = send("POST", "/tone/" + action);
            assertEquals(200, answer.status, answer::body);
            assertEquals(action.equals("unload"), JSON.readTree(answer.body()).has("unloaded"));
        }
        assertEquals(ACTIONS, engines.calls);
    }

    @Test
    void actions_notByThePagesScript_areRefused() throws Exception {
        for (String action : ACTIONS) {
            assertEquals(403, send(page, new FakeExchange("POST", "/mynah-engines/tone/" + action)).status);
            assertEquals(405, send("GET", "/tone/" + action).status);
            assertEquals(404, send("POST", "/none/" + action).status);
        }
        assertEquals(405, send("POST", "/tone/remove").status);
        assertEquals(List.of(), engines.calls);
    }

    @Test
    void core_away_isSaid() throws Exception {
        page.unbindEngines(new Asked());
        assertEquals(200, send("GET", "/state.json").status, "another one has gone");
        page.unbindEngines(engines);
        assertEquals(503, send("GET", "/state.json").status);
        FakeExchange stop = send("POST", "/tone/stop");
        assertEquals(503, stop.status);
        assertTrue(stop.body().contains("not running"), stop.body());
    }

    @Test
    void voicesPage_hasAScriptThatAsksRest_andNothingElse() throws Exception {
        VoicesPage voices = new VoicesPage();
        FakeExchange drawn = send(voices, new FakeExchange("GET", "/mynah-voices"));
        voices.renderContent(drawn.request(), drawn.response());
        assertTrue(drawn.page.toString().contains("${pluginRoot}/res/ui/voices.js"));
        String script = send(voices, new FakeExchange("GET", "/mynah-voices/res/ui/voices.js"))
                .body();
        assertTrue(script.contains("/validate-references"));
        assertFalse(script.contains("innerHTML"));
        assertEquals(404, send(voices, new FakeExchange("GET", "/mynah-voices/state.json")).status);
        assertEquals(405, send(voices, new FakeExchange("POST", "/mynah-voices/a/stop")).status);
    }
}

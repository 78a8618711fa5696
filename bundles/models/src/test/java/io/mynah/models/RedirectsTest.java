package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a redirect leads, and that no token goes along. */
class RedirectsTest extends PullTest {
    @Test
    void pull_withToken_otherHostNeverSeesIt() throws Exception {
        bench.environment.put("HF_TOKEN", "hf_secret");
        pull();
        assertTrue(hub.hubTokens.stream().allMatch("Bearer hf_secret"::equals), hub.hubTokens::toString);
        assertFalse(hub.storeTokens.isEmpty());
        assertTrue(hub.storeTokens.stream().allMatch("null"::equals), hub.storeTokens::toString);
        assertFalse(bench.progress.toString().contains("hf_secret"));
    }

    @Test
    void pull_askedAtTheHubAgainAfterAnotherHost_tokenOnlyThere() throws Exception {
        bench.environment.put("HF_TOKEN", "hf_secret");
        hub.gets.add(TestHub.redirect(hub.endpoint() + TestHub.address(Bench.GRAPH)));
        assertWhole(pull());
        assertEquals(Set.of("Bearer hf_secret"), Set.copyOf(hub.hubTokens));
        assertEquals(Set.of("null"), Set.copyOf(hub.storeTokens));
    }

    @Test
    void pull_addressWithoutScheme_isAnotherHostToo() throws Exception {
        bench.environment.put("HF_TOKEN", "hf_secret");
        String store = hub.storeAddress(Bench.GRAPH).replace("http:", "");
        hub.hubGets.add((exchange, content) -> hub.redirectToStore(exchange, content));
        hub.hubGets.add(TestHub.redirect(store));
        assertWhole(pull());
        assertEquals(Set.of("null"), Set.copyOf(hub.storeTokens));
    }

    @Test
    void head_addressWithoutScheme_otherHostIsNotAsked() throws Exception {
        hub.heads.add(TestHub.redirect("//127.0.0.1:1/" + Bench.TOKENIZER));
        assertTrue(failure(ModelException.Mismatch.class).contains("does not name the content"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "GET"})
    void pull_redirectedInACircle_clearError(String method) throws Exception {
        for (int i = 0; i < 50; i++) {
            (method.equals("HEAD") ? hub.heads : hub.hubGets).add(TestHub.redirect(TestHub.address(Bench.TOKENIZER)));
        }
        assertTrue(failure(ModelException.Mismatch.class).contains("in a circle"));
        assertTrue(hub.requests.size() < 20, hub.requests::toString);
        assertEquals(List.of(), bench.pauses);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://127.0.0.1/x",
                "file:///etc/passwd",
                "http:///x",
                "http://127.0.0.1:99999/",
                "http://a b/",
                "javascript:x"
            })
    void pull_redirectedToNoAddress_clearError(String location) throws Exception {
        hub.hubGets.add(TestHub.redirect(location));
        assertTrue(failure(ModelException.Mismatch.class).contains("redirects"));
    }

    @Test
    void follow_fromHttpsToHttp_refused() throws Exception {
        URI hub = URI.create("https://hub.test/x");
        for (String location : List.of("http://hub.test/x", "HTTP://store.test/x", "http://store.test:443/x")) {
            assertThrows(ModelException.Mismatch.class, () -> HubClient.follow(hub, URI.create(location), "x"));
        }
        URI loud = HubClient.follow(hub, URI.create("HTTPS://store.test/y"), "x");
        assertThrows(
                ModelException.Mismatch.class, () -> HubClient.follow(loud, URI.create("http://store.test/"), "x"));
        assertEquals(URI.create("https://hub.test/z"), HubClient.follow(hub, URI.create("/z"), "x"));
        assertEquals(URI.create("https://store.test/z"), HubClient.follow(hub, URI.create("//store.test/z"), "x"));
    }
}

package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mynah.api.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The environment, read as the hub's own programs read it. */
class HubSettingsTest {
    private static final Path HOME = Path.of("/home/somebody");

    private static HubSettings of(Map<String, String> environment) {
        return HubSettings.of(environment, HOME, Optional::empty, Bench.NO_TOKEN, false);
    }

    @Test
    void cache_byTheOrderOfTheHubsPrograms() {
        assertEquals(HOME.resolve(".cache/huggingface/hub"), of(Map.of()).cache());
        assertEquals(
                Path.of("/x/huggingface/hub"),
                of(Map.of("XDG_CACHE_HOME", "/x")).cache());
        assertEquals(
                Path.of("/h/hub"),
                of(Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "/h")).cache());
        assertEquals(HOME.resolve("hub"), of(Map.of("HF_HOME", "~")).cache());
        assertEquals(
                Path.of("/old"),
                of(Map.of("HF_HOME", "/h", "HUGGINGFACE_HUB_CACHE", "/old")).cache());
        assertEquals(
                Path.of("/new"),
                of(Map.of("HF_HUB_CACHE", "/new", "HUGGINGFACE_HUB_CACHE", "/old"))
                        .cache());
    }

    @Test
    void token_settingThenEnvironmentThenFile(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("token"), "hf_file\n");
        Map<String, String> file = Map.of("HF_HOME", folder.toString());
        assertEquals(Optional.of("hf_file"), of(file).token().read());
        Map<String, String> both = Map.of("HF_HOME", folder.toString(), "HF_TOKEN", "hf_environment");
        assertEquals(Optional.of("hf_environment"), of(both).token().read());
        assertEquals(
                Optional.of("hf_setting"),
                HubSettings.of(both, HOME, () -> Optional.of("hf_setting"), Bench.NO_TOKEN, false)
                        .token()
                        .read());
        TokenFile kept = new TokenFile(folder.resolve("kept"));
        kept.keep("hf_kept");
        HubSettings keeping = HubSettings.of(file, HOME, Optional::empty, kept, false);
        assertEquals(Optional.of("hf_kept"), keeping.token().read());
        kept.forget();
        assertEquals(Optional.of("hf_file"), keeping.token().read());
        assertFalse(keeping.toString().contains("hf_"), keeping::toString);
        assertEquals(Optional.empty(), of(Map.of()).token().read());
        ModelException failure = assertThrows(
                ModelException.class,
                () -> of(Map.of("HF_TOKEN", "hf_broken\nX: y")).token().read());
        assertFalse(failure.toString().contains("broken"));
    }

    @Test
    void offline_anyOfTheSwitches() {
        assertEquals(Optional.empty(), of(Map.of("HF_HUB_OFFLINE", "0")).offline());
        assertEquals(
                Optional.of("HF_HUB_OFFLINE"),
                of(Map.of("HF_HUB_OFFLINE", "On")).offline());
        assertEquals(
                Optional.of("TRANSFORMERS_OFFLINE"),
                of(Map.of("TRANSFORMERS_OFFLINE", "true")).offline());
        assertEquals(
                Optional.of("OFFLINE_MODE"),
                HubSettings.of(Map.of(), HOME, Optional::empty, Bench.NO_TOKEN, true)
                        .offline());
    }

    @Test
    void endpoint_noAddress_refused() {
        assertThrows(IllegalArgumentException.class, () -> of(Map.of("HF_ENDPOINT", "ftp://x")));
        assertEquals(
                "http://mirror:8080/hub",
                of(Map.of("HF_ENDPOINT", "http://mirror:8080/hub/")).endpoint().toString());
    }
}

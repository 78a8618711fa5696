package io.mynah.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Path HOME = Path.of("/srv/mynah");
    private static final Path SHIPPED = Path.of("../distribution/src/main/dist/conf/mynah.conf");

    static List<Setting> table() {
        return Settings.TABLE;
    }

    /** Every setting has its commented line in the shipped file, with the default that holds. */
    @ParameterizedTest
    @MethodSource("table")
    void shippedFile_everySetting_showsItsDefault(Setting setting) throws Exception {
        List<String> lines = java.nio.file.Files.readAllLines(SHIPPED).stream()
                .filter(line -> line.matches("#" + setting.key().replace(".", "\\.") + " =.*"))
                .toList();
        assertEquals(1, lines.size(), setting.key());
        String shown = lines.get(0).split("=", 2)[1].strip();
        // The number of processors is not the same everywhere, others have no default.
        boolean varies = setting.key().equals("max.workers") || setting.fallback() == null;
        assertEquals(varies ? "" : setting.fallback(), shown);
    }

    @Test
    void shippedFile_uncommented_isUnderstoodWholly() throws Exception {
        List<String> lines = java.nio.file.Files.readAllLines(SHIPPED).stream()
                .map(line -> line.matches("#[a-z._]+ =.*") ? line.substring(1) : line)
                .toList();
        ConfFile file = ConfFile.parse(lines, "mynah.conf");
        assertEquals(Settings.TABLE.size(), file.entries().size());
        assertEquals(
                Settings.read(Map.of(), new ConfFile(List.of()), HOME).configurations(),
                Settings.read(Map.of(), file, HOME).configurations());
    }

    @ParameterizedTest
    @CsvSource({
        "TTS_REFERENCES_DIR, /clips, io.mynah.voices, references.dir, /clips",
        "REFERENCES_DIR, /clips, io.mynah.voices, references.dir, /clips",
        "DEVICE, CPU, io.mynah.engine.onnx, device, cpu",
        "OUTPUT_DIR, /out, io.mynah.cli, output.dir, /out",
        "MAX_WORKERS, 3, io.mynah.core, workers, 3",
        "TIMEOUT, 2.5, io.mynah.core, request.timeout.ms, 2500",
        "DEFAULT_TEMPERATURE, 0.8, io.mynah.rest, default.temperature, 0.8",
        "DEFAULT_MIN_P, 0.2, io.mynah.rest, default.min_p, 0.2",
        "DEFAULT_TOP_P, 0.5, io.mynah.rest, default.top_p, 0.5",
        "DEFAULT_TOP_K, 7, io.mynah.rest, default.top_k, 7",
        "DEFAULT_REPETITION_PENALTY, 1.2, io.mynah.rest, default.repetition_penalty, 1.2",
        "DEFAULT_NORM_LOUDNESS, False, io.mynah.rest, default.norm_loudness, false",
        "MYNAH_QUEUE_CAPACITY, 5, io.mynah.core, queue.capacity, 5",
        "MYNAH_DRAIN_TIMEOUT, 4, io.mynah.core, drain.timeout.ms, 4000",
        "MYNAH_DRAIN_TIMEOUT, 4, io.mynah.rest, drain.timeout.ms, 4000",
        "MYNAH_CONSOLE_ALLOW_REMOTE, yes, io.mynah.console, allow.remote, true",
    })
    void read_environment_reachesItsComponent(String name, String value, String pid, String key, String expected)
            throws Exception {
        Settings settings = Settings.read(Map.of(name, value), new ConfFile(List.of()), HOME);
        assertEquals(expected, settings.configurations().get(pid).get(key).toString());
    }

    @Test
    void read_serverAddress_reachesTheLauncher() throws Exception {
        Settings settings =
                Settings.read(Map.of("SERVER_HOST", "127.0.0.1", "SERVER_PORT", "6000"), new ConfFile(List.of()), HOME);
        assertEquals("127.0.0.1", settings.text(Settings.SERVER_HOST));
        assertEquals(6000, settings.number(Settings.SERVER_PORT));
    }

    @Test
    void read_allowedOrigins_isAList() throws Exception {
        Settings settings = Settings.read(
                Map.of("ALLOWED_ORIGINS", "https://a.example, http://localhost:3000"), new ConfFile(List.of()), HOME);
        assertEquals(
                List.of("https://a.example", "http://localhost:3000"),
                settings.configurations().get("io.mynah.rest").get("allowed.origins"));
    }

    @ParameterizedTest
    @CsvSource({"WARNING, WARN", "debug, DEBUG", "Critical, ERROR"})
    void read_logLevel_takesPythonsNamesToo(String given, String level) throws Exception {
        Settings settings = Settings.read(Map.of("LOG_LEVEL", given), new ConfFile(List.of()), HOME);
        assertEquals(level, settings.frameworkProperties().get("mynah.log.level"));
    }

    @Test
    void read_environmentAndFile_environmentWins() throws Exception {
        ConfFile file = ConfFile.parse(List.of("timeout = 5", "queue.capacity = 9"), "mynah.conf");
        Map<String, Object> core = Settings.read(Map.of("TIMEOUT", "7"), file, HOME)
                .configurations()
                .get("io.mynah.core");
        assertEquals(7000L, core.get("request.timeout.ms"));
        assertEquals(9L, core.get("queue.capacity"));
    }

    @Test
    void read_relativeFolder_countsFromHomeInTheFileAndFromHereInTheEnvironment() throws Exception {
        ConfFile file = ConfFile.parse(List.of("references.dir = clips", "output.dir = ~/speech"), "mynah.conf");
        Settings settings = Settings.read(Map.of(), file, HOME);
        assertEquals("/srv/mynah/clips", folder(settings, "io.mynah.voices", "references.dir"));
        assertEquals(System.getProperty("user.home") + "/speech", folder(settings, "io.mynah.cli", "output.dir"));
        assertEquals(
                Path.of("here").toAbsolutePath().toString(),
                folder(
                        Settings.read(Map.of("TTS_REFERENCES_DIR", "here"), file, HOME),
                        "io.mynah.voices",
                        "references.dir"));
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER_PORT, 70000, '0 to 65535'",
        "SERVER_PORT, five, a whole number",
        "MAX_WORKERS, 0, 1 to 1024",
        "DEVICE, tpu, 'one of auto, cpu, cuda'",
        "TIMEOUT, NaN, seconds",
        "DEFAULT_TEMPERATURE, 9, '0.05 to 5.0'",
        "DEFAULT_NORM_LOUDNESS, maybe, true or false",
        "LOG_LEVEL, LOUD, 'TRACE, DEBUG, INFO, WARN, ERROR'",
        "ALLOWED_ORIGINS, https://a.example/path, origins such as",
        "SERVER_HOST, a b, a host name",
    })
    void read_badValue_namesSettingValueAndWhatIsAllowed(String name, String value, String allowed) {
        SettingException e = assertThrows(
                SettingException.class, () -> Settings.read(Map.of(name, value), new ConfFile(List.of()), HOME));
        assertTrue(e.getMessage().startsWith(name + " = '" + value + "' (from the environment)"), e.getMessage());
        assertTrue(e.getMessage().contains(allowed), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void read_badValueInFile_namesFileAndLine() throws Exception {
        ConfFile file = ConfFile.parse(List.of("# port", "server.port = x"), "conf/mynah.conf");
        SettingException e = assertThrows(SettingException.class, () -> Settings.read(Map.of(), file, HOME));
        assertTrue(e.getMessage().contains("(from conf/mynah.conf, line 2)"), e.getMessage());
    }

    @Test
    void read_unknownKeyInFile_suggestsTheNearest() throws Exception {
        ConfFile file = ConfFile.parse(List.of("sever.port = 1"), "conf/mynah.conf");
        SettingException e = assertThrows(SettingException.class, () -> Settings.read(Map.of(), file, HOME));
        assertTrue(e.getMessage().contains("did you mean 'server.port'?"), e.getMessage());
    }

    @Test
    void read_token_isNeitherConfigurationNorProperty() throws Exception {
        Settings settings = Settings.read(Map.of("HF_TOKEN", "hf_verysecret"), new ConfFile(List.of()), HOME);
        assertEquals("hf_verysecret", settings.secret(Settings.HF_TOKEN).orElseThrow());
        Layout layout = new Layout(HOME, HOME);
        assertFalse(FrameworkProperties.server(layout, settings).toString().contains("hf_verysecret"));
    }

    @Test
    void read_tokenOfTheAdministration_isNeitherConfigurationNorProperty() throws Exception {
        String token = "0123456789abcdef";
        Settings settings = Settings.read(Map.of("ADMIN_TOKEN", token), new ConfFile(List.of()), HOME);
        assertEquals(token, settings.secret(Settings.ADMIN_TOKEN).orElseThrow());
        assertFalse(FrameworkProperties.server(new Layout(HOME, HOME), settings)
                .toString()
                .contains(token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcde", "0123456789 abcdef", "0123456789abcd\u00e4f"})
    void read_tokenOfTheAdministrationThatIsNone_isRefusedUnshown(String token) {
        SettingException e = assertThrows(
                SettingException.class,
                () -> Settings.read(Map.of("ADMIN_TOKEN", token), new ConfFile(List.of()), HOME));
        assertTrue(e.getMessage().startsWith("ADMIN_TOKEN (from the environment) is not 16 to 200"), e.getMessage());
        assertFalse(e.getMessage().contains(token), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "q4", "Q4F16", "q4,conditional_decoder=fp32, language_model = q8"})
    void read_precision_isTaken(String value) throws Exception {
        Settings settings = Settings.read(Map.of("MYNAH_CHATTERBOX_PRECISION", value), new ConfFile(List.of()), HOME);
        assertEquals(
                value.toLowerCase(Locale.ROOT),
                settings.configurations().get("io.mynah.engine.chatterbox").get("precision"));
    }

    @Test
    void read_model_goesToWhoRanksEnginesAndToWhoFetchesIt() throws Exception {
        ConfFile file = ConfFile.parse(List.of("model = chatterbox-turbo"), "conf/mynah.conf");
        Map<String, Map<String, Object>> configurations =
                Settings.read(Map.of(), file, HOME).configurations();
        assertEquals("chatterbox-turbo", configurations.get("io.mynah.core").get("preferred.model"));
        assertEquals("chatterbox-turbo", configurations.get("io.mynah.models").get("model"));
        assertFalse(Settings.read(Map.of(), new ConfFile(List.of()), HOME)
                .configurations()
                .containsKey("io.mynah.models"));
    }

    @Test
    void table_namesAndKeys_areUnique() {
        Set<String> seen = new HashSet<>();
        for (Setting setting : Settings.TABLE) {
            assertTrue(seen.add(setting.key()), setting.key());
            setting.names().stream().distinct().forEach(name -> assertTrue(seen.add(name), name));
        }
    }

    private static Object folder(Settings settings, String pid, String key) {
        return settings.configurations().get(pid).get(key);
    }
}

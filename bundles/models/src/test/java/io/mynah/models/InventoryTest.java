package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelChecks.Check;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInventory.Hub;
import io.mynah.api.model.ModelInventory.State;
import io.mynah.api.model.ModelInventory.Stock;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelReport.Finding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told of what is here, and checks that nobody waits for. */
class InventoryTest {
    private static final long HOURS_OF_READING = 1L << 42;

    @TempDir
    private Path cache;

    private TestHub hub;
    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        hub = new TestHub();
        Bench.fill(hub);
        bench = new Bench(hub.endpoint(), cache);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Inventory inventory() {
        return new Inventory(
                bench.store(), HubSettings.of(bench.environment, cache, Optional::empty, Bench.NO_TOKEN, false));
    }

    private Stock stock(String precision) throws ModelException {
        return inventory().stock("tiny", precision);
    }

    private Path pull(String precision) throws ModelException {
        return bench.store().pull("tiny", precision, progress -> {}, Cancellation.none());
    }

    @Test
    void stock_nothing_isAbsent() throws Exception {
        assertEquals(new Stock(State.ABSENT, null, false, 0), stock("q4"));
        assertEquals(0, inventory().begun("tiny"));
        assertThrows(ModelException.UnknownModel.class, () -> inventory().begun("none"));
    }

    @Test
    void stock_onePrecisionPulled_theOtherIsNotHalf() throws Exception {
        Path folder = pull("q8");
        long bytes = (long) hub.files.get(Bench.TOKENIZER).length + hub.files.get("onnx/net_q8.onnx").length;
        assertEquals(new Stock(State.WHOLE, folder, true, bytes), stock("q8"));
        assertEquals(State.ABSENT, stock("q4").state());
    }

    @Test
    void stock_oneFileOfTwo_isPartial() throws Exception {
        Path folder = pull("q4");
        Files.delete(folder.resolve(Bench.DATA));
        assertEquals(State.PARTIAL, stock("q4").state());
        assertEquals(State.ABSENT, stock("q8").state());
    }

    @Test
    void stock_begunFileOfAKnownChecksum_isPartial() throws Exception {
        String sum = TestHub.sums(hub.files.get(Bench.DATA)).sha256();
        bench.files.set(2, Bench.file(Bench.DATA, "net", "q4", Bench.DATA_SIZE, sum, false));
        Files.createDirectories(bench.repository().blobs());
        Files.write(bench.repository().part(sum), new byte[500]);
        assertEquals(new Stock(State.PARTIAL, null, false, 500), stock("q4"));
        assertEquals(State.ABSENT, stock("q8").state());
        assertEquals(500, inventory().begun("tiny"));
    }

    @Test
    void stock_folderOfAPerson_isNotTheCache(@TempDir Path models) throws Exception {
        bench.folders = List.of(models);
        for (String path : List.of(Bench.TOKENIZER, "onnx/net_q8.onnx")) {
            Path file = models.resolve("tiny").resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, hub.files.get(path));
        }
        assertEquals(models.resolve("tiny"), stock("q8").folder());
        assertFalse(stock("q8").inCache());
    }

    @Test
    void hub_tokenAndSecretAddress_areNotTold() {
        Map<String, String> environment = Map.of(
                "HF_ENDPOINT", "https://somebody:secret@hub.example/below/", "HF_TOKEN", "hf_secret", "HF_HOME", "/h");
        Hub told = new Inventory(
                        bench.store(), HubSettings.of(environment, cache, Optional::empty, Bench.NO_TOKEN, true))
                .hub();
        assertEquals(new Hub("https://hub.example/below", Path.of("/h/hub"), "HF_TOKEN", null, "OFFLINE_MODE"), told);
    }

    @Test
    void hub_tokenThatIsNone_isToldInWords() {
        Map<String, String> environment = Map.of("HF_TOKEN", "hf_sec ret", "HF_HOME", "/h");
        Hub told = new Inventory(
                        bench.store(), HubSettings.of(environment, cache, Optional::empty, Bench.NO_TOKEN, false))
                .hub();
        assertNull(told.tokenFrom());
        assertEquals("the hub's token holds characters that no token has", told.tokenProblem());
    }

    @Test
    void hub_tokenOfTheSettings_isNamedAsSuch() {
        Hub told = new Inventory(
                        bench.store(),
                        HubSettings.of(Map.of(), cache, () -> Optional.of("hf_secret"), Bench.NO_TOKEN, false))
                .hub();
        assertEquals("the setting hf.token", told.tokenFrom());
    }

    @Test
    void hub_variableThatTheLauncherPassesOn_isNamedAsSuch() {
        HubSettings settings = HubSettings.of(
                Map.of("HF_TOKEN", "hf_secret"), cache, () -> Optional.of("hf_secret"), Bench.NO_TOKEN, false);
        assertEquals("HF_TOKEN", new Inventory(bench.store(), settings).hub().tokenFrom());
    }

    private static Check ended(BackgroundChecks checks, String precision) {
        Bench.await(() -> checks.last("tiny", precision)
                .map(check -> check.progress().state().isOver())
                .orElse(false));
        return checks.last("tiny", precision).orElseThrow();
    }

    @Test
    void check_mixtureWrittenInManyWays_oldOnesAreForgotten() throws Exception {
        BackgroundChecks checks = new BackgroundChecks(bench.store());
        for (int i = 0; i <= 100; i++) {
            String precision = "q4" + ",net=q4".repeat(i);
            checks.start("tiny", precision);
            ended(checks, precision);
        }
        assertTrue(checks.last("tiny", "q4").isEmpty());
        checks.stop();
    }

    @Test
    void check_damagedFile_isFoundAndForgottenWhenTheFileChanges() throws Exception {
        Path blob = pull("q4").resolve(Bench.DATA).toRealPath();
        byte[] content = Files.readAllBytes(blob);
        content[99] ^= 1;
        Files.write(blob, content);
        BackgroundChecks checks = new BackgroundChecks(bench.store());
        assertTrue(checks.last("tiny", "q4").isEmpty());
        assertEquals(
                ModelProgress.State.CHECKING, checks.start("tiny", "").state(), "it is the usual one that is checked");
        Check check = ended(checks, "q4");
        assertEquals(ModelProgress.State.DONE, check.progress().state());
        assertTrue(Objects.requireNonNull(check.report()).files().stream()
                .anyMatch(file -> file.path().equals(Bench.DATA) && file.finding() == Finding.DAMAGED));
        bench.store().remove("tiny");
        assertTrue(checks.last("tiny", "q4").isEmpty());
        checks.stop();
    }

    @Test
    void check_cancelled_endsAndSaysSo() throws Exception {
        Path blob = pull("q4").resolve(Bench.DATA).toRealPath();
        try (RandomAccessFile file = new RandomAccessFile(blob.toFile(), "rw")) {
            file.setLength(HOURS_OF_READING); // takes no room: it is all holes
        }
        BackgroundChecks checks = new BackgroundChecks(bench.store());
        assertFalse(checks.cancel("tiny"));
        checks.start("tiny", "q4");
        assertTrue(checks.cancel("tiny"));
        assertEquals(
                ModelProgress.State.CANCELLED, ended(checks, "q4").progress().state());
        assertFalse(checks.cancel("tiny"));
        assertThrows(ModelException.UnknownModel.class, () -> checks.start("none", ""));
        checks.stop();
    }
}

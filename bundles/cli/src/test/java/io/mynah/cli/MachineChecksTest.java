package io.mynah.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineChecksTest {

    @TempDir
    private Path home;

    @TempDir
    private Path dist;

    private Report report() {
        Report report = new Report();
        MachineChecks.models(new ModelFolders(List.of(home, dist)), report);
        return report;
    }

    private static void model(Path folder, String file) throws IOException {
        Path model = folder.resolve(file);
        Files.createDirectories(model.getParent());
        Files.createFile(model);
    }

    @Test
    void models_allThere_isGood() throws Exception {
        model(dist, "hibari/hibari.onnx");
        model(dist, "english/lexicon_us_gold.json.gz");
        model(home, "kokoro/kokoro.onnx");
        model(dist, "silero/silero_vad_16k_sequence.onnx");
        assertTrue(report().isGood());
    }

    @Test
    void models_stockVoicesAndDetectorMissing_saysWhatIsLost() throws Exception {
        model(dist, "hibari/hibari.onnx");
        model(dist, "english/lexicon_us_gold.json.gz");
        Report report = report();
        assertFalse(report.isGood());
        assertEquals(
                2,
                report.toString()
                        .lines()
                        .filter(line -> line.startsWith("PROBLEM"))
                        .count());
        assertTrue(report.toString().contains("clips have no closest voice"), report::toString);
        assertTrue(report.toString().contains("clips are not examined"), report::toString);
    }
}

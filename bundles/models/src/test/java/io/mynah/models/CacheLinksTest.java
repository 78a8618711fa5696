package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links in the cache that lead out of it: nothing out there is written or removed. */
class CacheLinksTest extends PullTest {
    @TempDir
    private Path outside;

    @Test
    void pull_partIsALinkToOutside_fileThereStaysAsItIs() throws Exception {
        Path mine = Files.writeString(outside.resolve("mine"), "mine");
        Files.createDirectories(part(Bench.DATA).getParent());
        Files.createSymbolicLink(part(Bench.DATA), mine);
        assertWhole(pull());
        assertEquals("mine", Files.readString(mine));
    }

    @Test
    void pull_folderIsALinkToOutside_clearErrorAndNothingWrittenThere() throws Exception {
        Path snapshot = Files.createDirectories(bench.repository().snapshot(TestHub.COMMIT));
        Files.createSymbolicLink(snapshot.resolve("onnx"), outside);
        ModelException failure = assertThrows(ModelException.Storage.class, this::pull);
        assertTrue(String.valueOf(failure.getMessage()).contains("leads out"), failure::toString);
        assertEquals(List.of(), list(outside));
    }

    @Test
    void remove_folderIsALinkToOutside_filesThereStay() throws Exception {
        Path folder = pull();
        Files.move(folder.resolve("onnx"), outside.resolve("onnx"));
        Files.delete(outside.resolve("onnx/net_q4.onnx"));
        Files.writeString(outside.resolve("onnx/net_q4.onnx"), "mine");
        Files.createSymbolicLink(folder.resolve("onnx"), outside.resolve("onnx"));
        bench.store().remove("tiny");
        assertEquals("mine", Files.readString(outside.resolve("onnx/net_q4.onnx")));
    }

    @Test
    void remove_fileIsALinkToOutside_linkGoesAndTheFileStays() throws Exception {
        Path folder = pull();
        Path mine = Files.write(outside.resolve("mine"), hub.files.get(Bench.GRAPH));
        Files.delete(folder.resolve(Bench.GRAPH));
        Files.createSymbolicLink(folder.resolve(Bench.GRAPH), mine);
        assertEquals(folder, pull());
        bench.store().remove("tiny");
        assertFalse(HubCache.isThere(folder.resolve(Bench.GRAPH)));
        assertArrayEquals(hub.files.get(Bench.GRAPH), Files.readAllBytes(mine));
    }

    @Test
    void pull_repositoryLiesOnAnotherDisk_linkToItIsFine() throws Exception {
        Path elsewhere = Files.createDirectories(outside.resolve("elsewhere"));
        Files.createDirectories(cache);
        Files.createSymbolicLink(bench.repository().folder(), elsewhere);
        assertWhole(pull());
        assertTrue(Files.isDirectory(elsewhere.resolve("blobs")));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}

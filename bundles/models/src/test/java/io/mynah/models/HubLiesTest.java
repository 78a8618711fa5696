package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub that says one thing and sends another: whole in the end, or a clear error, and nothing half to be seen. */
class HubLiesTest extends PullTest {
    @Test
    void pull_rangeIgnored_startsOver() throws Exception {
        hub.ignoresRange = true;
        hub.gets.add(hub.breaksAfter(5_000));
        hub.gets.add(hub.breaksAfter(100_000));
        assertWhole(pull());
        assertDone();
    }

    @Test
    void pull_otherPartThanAskedFor_startsOver() throws Exception {
        hub.gets.add((exchange, content) -> hub.send(exchange, content));
        hub.gets.add(hub.breaksAfter(100_000));
        hub.gets.add((exchange, content) -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 7-9/10");
            exchange.sendResponseHeaders(206, 3);
            exchange.getResponseBody().write(new byte[3]);
        });
        assertWhole(pull());
    }

    @Test
    void pull_wrongContent_clearErrorAndNothingSeen() throws Exception {
        hub.announcedEtag = "ab".repeat(32);
        ModelException failure = assertThrows(ModelException.Mismatch.class, this::pull);
        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("checksum"), failure::toString);
        assertDataUnseen();
        assertNoParts();
    }

    @Test
    void pull_hubSaysLess_clearErrorAndNothingSeen() throws Exception {
        hub.announcedSize = 4_000;
        failure(ModelException.Mismatch.class);
    }

    @Test
    void pull_hubSaysMore_clearErrorAndNothingSeen() throws Exception {
        hub.announcedSize = Bench.DATA_SIZE * 2L;
        failure(ModelException.Mismatch.class);
    }

    @Test
    void pull_moreBytesThanSaidWithoutLength_clearErrorAndNothingSeen() throws Exception {
        hub.gets.add((exchange, content) -> hub.send(exchange, content));
        hub.gets.add((exchange, content) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
            exchange.getResponseBody().write(1);
        });
        failure(ModelException.Mismatch.class);
        assertNoParts();
    }

    @Test
    void pull_pinnedSizeOrChecksumDiffers_nothingFetched() throws Exception {
        bench.files.set(2, Bench.file(Bench.DATA, "net", "q4", 77, null, false));
        assertThrows(ModelException.Mismatch.class, this::pull);
        bench.files.set(2, Bench.file(Bench.DATA, "net", "q4", -1, "cd".repeat(32), false));
        assertThrows(ModelException.Mismatch.class, this::pull);
        assertEquals(0, hub.served.get());
    }

    @Test
    void pull_pinnedChecksumOfSmallFileDiffers_nothingSeen() throws Exception {
        bench.files.set(0, Bench.file(Bench.TOKENIZER, null, null, -1, "cd".repeat(32), false));
        assertThrows(ModelException.Mismatch.class, this::pull);
        assertFalse(HubCache.isThere(bench.repository().pointer(TestHub.COMMIT, Bench.TOKENIZER)));
    }

    /** The graph as it should be, then for the data what is wrong. */
    private void sendTheData(TestHub.Fault wrong) {
        hub.gets.add((exchange, content) -> hub.send(exchange, content));
        hub.gets.add(wrong);
    }

    @ParameterizedTest
    @ValueSource(ints = {Bench.DATA_SIZE - 1, Bench.DATA_SIZE + 1})
    void pull_lengthOfTheAnswerIsAnother_clearError(int length) throws Exception {
        sendTheData((exchange, content) -> {
            exchange.sendResponseHeaders(200, length);
            exchange.getResponseBody().write(Arrays.copyOf(content, length));
        });
        String told = failure(ModelException.Mismatch.class);
        assertTrue(told.contains(Integer.toString(length)), told);
    }

    @Test
    void pull_packedThoughNobodyAsked_clearError() throws Exception {
        sendTheData((exchange, content) -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = new GZIPOutputStream(exchange.getResponseBody())) {
                body.write(content);
            }
        });
        assertTrue(failure(ModelException.Mismatch.class).contains("packed"));
        assertNoParts();
    }

    @Test
    void pull_lengthIsThatOfAPackedFile_itIsNotBelieved() throws Exception {
        hub.heads.add((exchange, content) -> {
            exchange.getResponseHeaders().set("X-Repo-Commit", TestHub.COMMIT);
            exchange.getResponseHeaders().set("ETag", TestHub.sums(content).gitSha1());
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.getResponseHeaders().set("Content-Length", "7");
            exchange.sendResponseHeaders(200, -1);
        });
        assertTrue(failure(ModelException.Mismatch.class).contains("how large"));
    }

    @Test
    void pull_contentChangesBetweenTwoParts_startsOver() throws Exception {
        sendTheData((exchange, content) -> {
            byte[] old = content.clone();
            old[77] ^= 1;
            hub.breaksAfter(100_000).answer(exchange, old);
        });
        assertWhole(pull());
        assertDone();
    }

    @Test
    void pull_contentChangesForGoodBetweenTwoParts_clearError() throws Exception {
        TestHub.Fault changed = (exchange, content) -> {
            byte[] other = content.clone();
            other[other.length - 1] ^= 1;
            hub.send(exchange, other);
        };
        sendTheData(hub.breaksAfter(100_000));
        hub.gets.add(changed);
        hub.gets.add(changed);
        assertTrue(failure(ModelException.Mismatch.class).contains("checksum"));
        assertNoParts();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes 0-2999999/3000000",
                "bytes 100000-2999999/4000000",
                "bytes 99999-2999999/3000000",
                "bytes */3000000",
                "pages 1-2/3"
            })
    void pull_rangeOfTheAnswerIsAnother_startsOver(String range) throws Exception {
        sendTheData(hub.breaksAfter(100_000));
        hub.gets.add((exchange, content) -> {
            exchange.getResponseHeaders().set("Content-Range", range);
            exchange.sendResponseHeaders(206, content.length - 100_000);
            exchange.getResponseBody().write(content, 100_000, content.length - 100_000);
        });
        assertWhole(pull());
        assertDone();
    }

    @Test
    void pull_partThoughAllWasAskedFor_startsOver() throws Exception {
        sendTheData((exchange, content) -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-2999999/3000000");
            exchange.sendResponseHeaders(206, content.length);
            exchange.getResponseBody().write(content);
        });
        assertWhole(pull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../../evil", "..", "/etc/passwd", "a/b", "", "C:\\x"})
    void pull_etagIsAPath_clearErrorAndNothingWrittenThere(String etag) throws Exception {
        hub.announcedEtag = etag;
        failure(ModelException.Mismatch.class);
        try (Stream<Path> there = Files.walk(cache)) {
            assertEquals(
                    List.of(),
                    there.filter(file -> file.toString().contains("evil")).toList());
        }
        assertEquals(0, hub.served.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil", "main", "", "1123456789abcdef0123456789abcdef01234567"})
    void pull_commitIsAnotherOrNone_clearError(String commit) throws Exception {
        hub.heads.add((exchange, content) -> {
            exchange.getResponseHeaders().set("X-Repo-Commit", commit);
            exchange.getResponseHeaders().set("ETag", TestHub.sums(content).gitSha1());
            exchange.sendResponseHeaders(200, -1);
        });
        failure(ModelException.Mismatch.class);
    }

    @Test
    void pull_repositoryChangesBetweenTwoFiles_clearError() throws Exception {
        bench.revision = "main";
        hub.heads.add((exchange, content) -> {
            exchange.getResponseHeaders().set("X-Repo-Commit", "1123456789abcdef0123456789abcdef01234567");
            exchange.getResponseHeaders().set("ETag", TestHub.sums(content).gitSha1());
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(200, -1);
        });
        assertTrue(failure(ModelException.Mismatch.class).contains("changed at the hub"));
        assertEquals(0, hub.served.get());
    }
}

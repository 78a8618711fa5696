package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who uses a model is asked what it wants, and told when files come and go. */
class UsersTest extends PullTest {
    /** Somebody who wants a precision, and nothing else. */
    record Wanting(String precision) implements ModelUser {
        @Override
        public Choice choose(ModelStore store) {
            return new Choice(precision, "the test says so");
        }

        @Override
        public void changed() {}

        @Override
        public void release() {}
    }

    /** It says what it wants and remembers what it was told, and whether the files were there then. */
    private final class RecordingUser implements ModelUser {
        private final List<String> told = new ArrayList<>();

        @Override
        public Choice choose(ModelStore store) {
            return new Choice("q8", "the test says so");
        }

        @Override
        public void changed() {
            told.add("changed, " + state());
        }

        @Override
        public void release() {
            told.add("release, " + state());
        }

        private String state() {
            try {
                return bench.store().find("tiny", "q8").isPresent() ? "here" : "gone";
            } catch (ModelException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void pull_nothingNamed_isWhatTheUserWantsAndTheUserIsTold() throws Exception {
        RecordingUser user = new RecordingUser();
        bench.users.add(user);
        Path folder = pull();
        assertTrue(Files.exists(folder.resolve("onnx/net_q8.onnx")));
        assertFalse(Files.exists(folder.resolve(Bench.GRAPH)));
        assertEquals(List.of("changed, here"), user.told);
        assertEquals(Optional.of(folder), bench.store().find("tiny", ""));
    }

    @Test
    void remove_used_userLetsGoFirst() throws Exception {
        RecordingUser user = new RecordingUser();
        bench.users.add(user);
        pull();
        user.told.clear();
        bench.store().remove("tiny");
        assertEquals(List.of("release, here", "changed, gone"), user.told);
    }

    @Test
    void remove_cannot_userIsToldThatItIsStillThere() throws Exception {
        RecordingUser user = new RecordingUser();
        bench.users.add(user);
        pull();
        user.told.clear();
        HubCache repository = bench.repository();
        String etag = TestHub.sums(hub.files.get("onnx/net_q8.onnx")).sha256();
        try (FileLocks.Held held =
                new FileLocks(Pause.real()).tryAcquire(repository.lock(etag)).orElseThrow()) {
            assertThrows(ModelException.Busy.class, () -> bench.store().remove("tiny"), held::toString);
        }
        assertEquals(List.of("release, here", "changed, here"), user.told);
    }
}

package io.mynah.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {

    @Test
    void take_free_namesThisProcessAndCanBeTakenAgainAfterClose(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("server.lock");
        for (int i = 0; i < 2; i++) {
            HomeLock lock = HomeLock.take(file).orElseThrow();
            assertEquals(Long.toString(ProcessHandle.current().pid()), HomeLock.holder(file));
            lock.close();
        }
    }
}

package io.mynah.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedsTest {
    @TempDir
    Path folder;

    private Path seed;
    private Path deploy;

    @BeforeEach
    void folders() throws IOException {
        seed = Files.createDirectory(folder.resolve("seed"));
        deploy = Files.createDirectory(folder.resolve("deploy"));
        Files.writeString(seed.resolve("engine.jar"), "one");
    }

    @Test
    void apply_firstStart_copies() throws Exception {
        apply();
        assertEquals("one", deployed("engine.jar"));
    }

    @Test
    void apply_newerDistribution_renewsWhatNobodyTouched() throws Exception {
        apply();
        Files.writeString(seed.resolve("engine.jar"), "two");
        apply();
        assertEquals("two", deployed("engine.jar"));
    }

    @Test
    void apply_changedByAPerson_staysForEver() throws Exception {
        apply();
        Files.writeString(deploy.resolve("engine.jar"), "mine");
        for (String version : List.of("two", "three")) {
            Files.writeString(seed.resolve("engine.jar"), version);
            apply();
            assertEquals("mine", deployed("engine.jar"));
        }
    }

    @Test
    void apply_takenAwayByAPerson_staysAway() throws Exception {
        apply();
        Files.delete(deploy.resolve("engine.jar"));
        Files.writeString(seed.resolve("engine.jar"), "two");
        apply();
        assertFalse(Files.exists(deploy.resolve("engine.jar")));
    }

    @Test
    void apply_putThereBeforeTheFirstStart_stays() throws Exception {
        Files.writeString(deploy.resolve("engine.jar"), "mine");
        apply();
        assertEquals("mine", deployed("engine.jar"));
    }

    @Test
    void apply_putBackToTheOriginal_isRenewedAgain() throws Exception {
        apply();
        Files.writeString(deploy.resolve("engine.jar"), "mine");
        apply();
        Files.writeString(deploy.resolve("engine.jar"), "one");
        Files.writeString(seed.resolve("engine.jar"), "two");
        apply();
        assertEquals("two", deployed("engine.jar"));
    }

    @Test
    void apply_droppedByTheDistribution_goesUnlessChanged() throws Exception {
        Files.writeString(seed.resolve("old.jar"), "old");
        Files.writeString(seed.resolve("loved.jar"), "old");
        apply();
        Files.writeString(deploy.resolve("loved.jar"), "mine");
        Files.delete(seed.resolve("old.jar"));
        Files.delete(seed.resolve("loved.jar"));
        apply();
        assertFalse(Files.exists(deploy.resolve("old.jar")));
        assertEquals("mine", deployed("loved.jar"));
    }

    @Test
    void apply_endedBetweenCopyAndRecord_countsAsSeeded() throws Exception {
        Files.writeString(deploy.resolve("engine.jar"), "one");
        apply();
        Files.writeString(seed.resolve("engine.jar"), "two");
        apply();
        assertEquals("two", deployed("engine.jar"));
    }

    @Test
    void apply_always_leavesNoTemporaryFiles() throws Exception {
        apply();
        try (Stream<Path> files = Files.list(deploy)) {
            assertEquals(
                    List.of(".seeded", "engine.jar"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void effective_nothingSeededYet_takesSeedsAndAddsTheUsersOwn() throws Exception {
        Files.writeString(deploy.resolve("own.jar"), "own");
        assertEquals(
                List.of(seed.resolve("engine.jar"), deploy.resolve("own.jar")), new Seeds(seed, deploy).effective());
        assertFalse(Files.exists(deploy.resolve("engine.jar")));
    }

    @Test
    void effective_changedOrTakenAway_followsThePerson() throws Exception {
        Files.writeString(seed.resolve("gone.jar"), "x");
        apply();
        Files.writeString(deploy.resolve("engine.jar"), "mine");
        Files.delete(deploy.resolve("gone.jar"));
        assertEquals(List.of(deploy.resolve("engine.jar")), new Seeds(seed, deploy).effective());
    }

    @Test
    void effective_noDeployFolder_takesSeeds() throws Exception {
        assertTrue(new Seeds(seed, folder.resolve("none")).effective().contains(seed.resolve("engine.jar")));
    }

    private void apply() throws IOException {
        new Seeds(seed, deploy).apply();
    }

    private String deployed(String name) throws IOException {
        return Files.readString(deploy.resolve(name));
    }
}

package io.mynah.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployWatchTest {
    @TempDir
    Path deploy;

    private final List<String> told = new ArrayList<>();
    private DeployWatch watch;

    @BeforeEach
    void watch() {
        watch = new DeployWatch(deploy, (file, fault) -> told.add(file.getFileName() + " " + fault));
    }

    @Test
    void look_noZip_isToldOnce() throws Exception {
        Files.writeString(deploy.resolve("junk.jar"), "no zip");
        look(3);
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.get(0).startsWith("junk.jar is no jar"), told::toString);
    }

    @Test
    void look_halfABundle_isTold() throws Exception {
        byte[] whole = bundle("whole.jar", "org.example.whole");
        Files.delete(deploy.resolve("whole.jar"));
        Files.write(deploy.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
        look(2);
        assertTrue(told.get(0).startsWith("half.jar is no jar, or only a part of one"), told::toString);
    }

    @Test
    void look_jarWithoutBundleName_isTold() throws Exception {
        bundle("library.jar", null);
        look(2);
        assertEquals(List.of("library.jar is a jar but no OSGi bundle: its manifest has no Bundle-SymbolicName"), told);
    }

    @Test
    void look_bundlesAndOtherFiles_saysNothing() throws Exception {
        bundle("engine.jar", "org.example.engine");
        Files.writeString(deploy.resolve(".junk.jar"), "being copied");
        Files.writeString(deploy.resolve("notes.txt"), "no zip");
        look(3);
        assertEquals(List.of(), told);
    }

    @Test
    void look_fileThatStillGrows_isNotJudged() throws Exception {
        for (int i = 1; i < 4; i++) {
            Files.writeString(deploy.resolve("growing.jar"), "x".repeat(i));
            watch.look();
        }
        assertEquals(List.of(), told);
    }

    @Test
    void look_changedAndStillNoBundle_isToldAgain() throws Exception {
        Files.writeString(deploy.resolve("junk.jar"), "no zip");
        look(2);
        Files.writeString(deploy.resolve("junk.jar"), "still no zip");
        look(2);
        assertEquals(2, told.size(), told::toString);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    private byte[] bundle(String file, @Nullable String name) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        if (name != null) {
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        }
        new JarOutputStream(Files.newOutputStream(deploy.resolve(file)), manifest).close();
        return Files.readAllBytes(deploy.resolve(file));
    }
}

package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person drops into deploy/, and what the server and {@code mynah check} say of it. */
final class DeployTest {
    /** A look at a bundle that is being replaced failed in one swap of three: it would have to be lucky so often. */
    private static final int SWAPS = 20;

    private static final Path TONE = Path.of(System.getProperty("mynah.dropin"), "testkit.jar");

    @Test
    void engineJar_replacedAgainAndAgain_logsNoException() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of())) {
            for (int swap = 1; swap <= SWAPS; swap++) {
                int arrivals = swap;
                mynah.deploy(TONE, "testkit.jar");
                Mynah.until(
                        "the tone engine is there anew",
                        () -> mynah.log()
                                        .lines()
                                        .filter(line -> line.contains("Engine tone 1 can speak"))
                                        .count()
                                == arrivals);
            }
            assertEquals(
                    List.of(),
                    mynah.log()
                            .lines()
                            .filter(line ->
                                    line.contains(" ERROR ") || line.contains(" WARN ") || line.contains("Exception"))
                            .toList());
        }
    }

    @Test
    void jarThatIsNoBundle_droppedIn_isToldByNameAndReason() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of())) {
            Path broken = Files.writeString(Files.createTempFile("mynah-itest-", ".jar"), "no zip");
            mynah.deploy(broken, "broken.jar");
            mynah.deploy(library(broken), "library.jar");
            Files.delete(broken);
            Mynah.until("both are told", () -> isWarned(mynah, "broken.jar") && isWarned(mynah, "library.jar"));
            assertTrue(mynah.log().contains("broken.jar is no jar, or only a part of one"), mynah.log());
            assertTrue(mynah.log().contains("library.jar is a jar but no OSGi bundle"), mynah.log());

            mynah.deploy(TONE, "broken.jar");
            Mynah.until(
                    "a bundle in its place speaks",
                    () -> mynah.http().speak("x", "tone").status() == 200);
        }
    }

    private static boolean isWarned(Mynah mynah, String name) throws Exception {
        return mynah.log().lines().anyMatch(line -> line.contains(" WARN ") && line.contains(name));
    }

    @Test
    void commands_jarThatIsNoBundle_isLeftOutAndCheckSaysSo(@TempDir Path home) throws Exception {
        Path deploy = Files.createDirectories(home.resolve("deploy"));
        Files.writeString(deploy.resolve("junk.jar"), "no zip");

        Mynah.Result voices = Mynah.run(home, Map.of(), "voices");
        assertEquals(0, voices.exitCode(), voices.err());
        assertTrue(voices.out().contains("heart"), voices.out());
        assertTrue(voices.err().contains("junk.jar is no jar"), voices.err());

        Mynah.Result check = Mynah.run(home, Map.of("SERVER_PORT", "0"), "check");
        assertEquals(1, check.exitCode(), check.out());
        assertTrue(
                check.out()
                        .lines()
                        .anyMatch(line -> line.startsWith("PROBLEM") && line.contains("not used: [junk.jar]")),
                check.out());
    }

    @Test
    void check_besideItsServer_saysThatTheServerIsRunning() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of())) {
            Mynah.Result check =
                    Mynah.run(mynah.home(), Map.of("SERVER_PORT", Integer.toString(mynah.port())), "check");
            assertEquals(0, check.exitCode(), check.out() + check.err());
            assertTrue(check.out().contains(mynah.port() + " on 127.0.0.1: the server is running"), check.out());
            assertFalse(check.out().contains("PROBLEM"), check.out());
        }
    }

    @Test
    void check_portOfAnotherServer_isAProblem(@TempDir Path home) throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            Mynah.Result check =
                    Mynah.run(home, Map.of("SERVER_PORT", Integer.toString(other.getLocalPort())), "check");
            assertEquals(1, check.exitCode(), check.out());
            assertTrue(check.out().contains("it is not Mynah that answers"), check.out());
        }
    }

    /** Makes the file a jar as libraries are that know nothing of OSGi. */
    private static Path library(Path file) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }
}

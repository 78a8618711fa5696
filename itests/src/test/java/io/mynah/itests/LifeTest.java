package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start, settings, folders, the console, and an engine that is replaced. */
final class LifeTest {

    private static final int CLIENTS = 32;

    @Test
    void invalidConfiguration_atRunTime_isNamedByReadyAndTheOthersServe() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of())) {
            Path conf = mynah.home().resolve("deploy/io.mynah.core.cfg");
            Path staged = mynah.home().resolve("deploy/.staged");
            Files.writeString(staged, "queue.capacity = -1\n");
            Files.move(staged, conf, StandardCopyOption.ATOMIC_MOVE);
            Mynah.until("not ready", () -> mynah.http().get("/health/ready").status() == 503);
            Mynah.until("the reason is named", () -> {
                String reasons = mynah.http().get("/health/ready").text();
                return reasons.contains("io.mynah.core") && reasons.contains("queue.capacity");
            });
            assertEquals(200, mynah.http().get("/health/live").status());
            assertEquals(200, mynah.http().get("/list-voices").status());
            assertEquals(503, mynah.http().speak("x", "heart").status());
            Files.delete(conf);
            Files.writeString(staged, "queue.capacity = 10\n");
            Files.move(staged, conf, StandardCopyOption.ATOMIC_MOVE);
            Mynah.until("ready again", () -> mynah.http().get("/health/ready").status() == 200);
        }
    }

    @Test
    void invalidSetting_atStart_isNamedAndNothingStarts(@TempDir Path home) throws Exception {
        Mynah.Result result = Mynah.run(home, Map.of("SERVER_PORT", "http"), "start");
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("SERVER_PORT") && result.err().contains("http"), result.err());
    }

    @Test
    void bundle_thatCannotStart_isToldAtTheEndOfTheStart(@TempDir Path home) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "org.example.wanting");
        manifest.getMainAttributes().putValue("Import-Package", "org.example.missing");
        Path deploy = Files.createDirectories(home.resolve("deploy"));
        new JarOutputStream(Files.newOutputStream(deploy.resolve("wanting.jar")), manifest).close();
        try (Mynah mynah = Mynah.start(home, Map.of())) {
            Mynah.until("it is told", () -> mynah.output().contains("bundle not started: org.example.wanting"));
            assertEquals(
                    1,
                    mynah.output()
                            .lines()
                            .filter(line -> line.contains("not started"))
                            .count(),
                    mynah::output);
        }
    }

    @Test
    void settings_fromTheFileAndTheEnvironment_areInForce(@TempDir Path home) throws Exception {
        Path references = Files.createDirectories(home.resolve("my clips"));
        Files.write(references.resolve("a.wav"), Wavs.tone(5, 24_000));
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/mynah.conf"), """
                text.limit = 20
                references.dir = my clips
                allowed.origins = https://page.example
                default.top_k = 7
                """);
        try (Mynah mynah = Mynah.start(home, Map.of("DEFAULT_TEMPERATURE", "0.5"))) {
            assertEquals(
                    422,
                    mynah.http().speak("more than twenty characters", "heart").status());
            assertEquals(
                    1, mynah.http().get("/list-voices").json().path("count").asInt());
            Answer answer = mynah.http()
                    .send(HttpRequest.newBuilder(mynah.http().uri("/info")).header("Origin", "https://page.example"));
            assertEquals("https://page.example", answer.header("Access-Control-Allow-Origin"));
            assertTrue(answer.text().contains("default: 0.5") && answer.text().contains("default: 7"), answer::text);
        }
    }

    @Test
    void consolePassword_firstStart_isMadeOncePrintedOnceAndKeptHashed(@TempDir Path home) throws Exception {
        String password;
        try (Mynah mynah = Mynah.start(home, Map.of())) {
            assertEquals(401, console(mynah, null, null));
            Matcher printed =
                    Pattern.compile("(?i)password\\W+([A-Za-z0-9_-]{12,})").matcher(mynah.output());
            assertTrue(printed.find(), mynah.output());
            password = printed.group(1);
            assertFalse(mynah.log().contains(password), "not in the log");
            Path kept = home.resolve("conf/console.password");
            assertFalse(Files.readString(kept).contains(password), "kept hashed");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
            assertEquals(401, console(mynah, null, null));
            assertEquals(401, console(mynah, "admin", "admin"));
            assertEquals(200, console(mynah, "admin", password));
        }
        try (Mynah again = Mynah.start(home, Map.of())) {
            assertFalse(again.output().contains(password), "printed once");
            assertEquals(200, console(again, "admin", password));
        }
    }

    @Test
    void console_askedThroughAnotherAddress_isRefusedUnlessAllowed() throws Exception {
        InetAddress other = addressOfThisMachine();
        try (Mynah mynah = Mynah.start(Map.of("SERVER_HOST", "0.0.0.0"))) {
            String own = other.getHostAddress() + ":" + mynah.port();
            for (String host : List.of(own, "localhost", "127.0.0.1:" + mynah.port())) {
                String answer = get(mynah, other, "/system/console/bundles", host, 403);
                assertFalse(answer.contains("WWW-Authenticate"), answer);
            }
            // The API may be asked from there.
            get(mynah, other, "/health", own, 200);
        }
        try (Mynah mynah = Mynah.start(Map.of("SERVER_HOST", "0.0.0.0", "MYNAH_CONSOLE_ALLOW_REMOTE", "true"))) {
            get(mynah, other, "/system/console/bundles", "mynah.example", 401);
        }
    }

    /**
     * The answer, once it is of this status. The console comes and goes until the last of its bundles has started; until our
     * guard is there its own one, whose password nobody knows, says 401.
     */
    private static String get(Mynah mynah, InetAddress address, String path, String host, int status) throws Exception {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        AtomicReference<String> answer = new AtomicReference<>("");
        Mynah.until("it is answered by " + status, () -> {
            answer.set(mynah.http().raw(address, request));
            return answer.get().startsWith("HTTP/1.1 " + status + " ");
        });
        return answer.get();
    }

    /** One that is not the loopback's; a connection to it comes from it. */
    private static InetAddress addressOfThisMachine() throws Exception {
        Optional<InetAddress> found = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), "this machine has no address but that of its loopback");
        return found.get();
    }

    private static int console(Mynah mynah, @Nullable String user, @Nullable String password) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(mynah.http().uri("/system/console/bundles"));
        if (user != null) {
            byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        AtomicInteger status = new AtomicInteger();
        // While it starts it registers its servlet twice, and whoever asks in between gets Jetty's 500 for a servlet
        // that left.
        Mynah.until("the console is there", () -> {
            status.set(mynah.http().send(request).status());
            return status.get() != 404 && status.get() != 500;
        });
        return status.get();
    }

    @Test
    void secondServer_onTheSameHome_saysWhoServes() throws Exception {
        try (Mynah mynah = Mynah.start(Map.of())) {
            Mynah.Result second = Mynah.run(mynah.home(), Map.of(), "start");
            assertEquals(1, second.exitCode());
            assertTrue(second.err().contains(Long.toString(mynah.pid())), second.err());
        }
    }

    @Test
    void engineJar_replacedUnderLoad_noRequestFails() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (Mynah mynah = Mynah.start(Map.of())) {
            AtomicBoolean stop = new AtomicBoolean();
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> {
                    int answers = 0;
                    do {
                        short[] samples = mynah.http()
                                .speak("It goes on and on.", "heart")
                                .samples();
                        assertTrue(samples.length > 10_000, "whole");
                        answers++;
                    } while (!stop.get());
                    return answers;
                }));
            }
            Path jar;
            try (Stream<Path> files = Files.list(mynah.home().resolve("deploy"))) {
                jar = files.filter(file -> file.getFileName().toString().contains("engine"))
                        .findFirst()
                        .orElseThrow();
            }
            byte[] content = Files.readAllBytes(jar);
            for (int swap = 1; swap <= 3; swap++) {
                Path copy = Files.createTempFile("engine", ".jar");
                Files.write(copy, content);
                long arrivals = arrivals(mynah);
                mynah.deploy(copy, jar.getFileName().toString());
                Files.delete(copy);
                Mynah.until("the new engine speaks", () -> arrivals(mynah) > arrivals);
            }
            stop.set(true);
            for (Future<Integer> client : clients) {
                assertTrue(client.get(60, TimeUnit.SECONDS) > 0);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static long arrivals(Mynah mynah) throws Exception {
        return mynah.log().lines().filter(line -> line.contains("can speak")).count();
    }

    @Test
    void home_elsewhere_theDistributionIsNotWrittenTo() throws Exception {
        List<String> before = snapshot();
        try (Mynah mynah = Mynah.start(Map.of())) {
            assertEquals(200, mynah.http().speak("x", "heart").status());
        }
        assertEquals(before, snapshot());
    }

    private static List<String> snapshot() throws Exception {
        try (Stream<Path> files = Files.walk(Mynah.distribution())) {
            List<String> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                all.add(file + " " + (Files.isDirectory(file) ? "" : Files.getLastModifiedTime(file)));
            }
            return all;
        }
    }
}

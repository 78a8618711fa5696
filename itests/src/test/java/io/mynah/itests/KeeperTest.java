package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mynah.itests.Http.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of bundles that do not do, and those of the bundles that every request needs, while clients speak. */
final class KeeperTest {
    private static final Path TONE = Path.of(System.getProperty("mynah.dropin"), "testkit.jar");
    private static final String TOKEN = "of-this-test-alone";
    private static final int CLIENTS = 4;

    /** What goes wrong, and a part of what is told of it. */
    private record Broken(String reason, Consumer<Attributes> change) {}

    private static final List<Broken> BROKEN = List.of(
            new Broken(
                    "it could not be started", manifest -> manifest.putValue("Bundle-Activator", "org.example.Gone")),
            new Broken("nobody exports the package org.example.missing", Jars::wantMissingPackage),
            new Broken("it did not bring back", manifest -> manifest.remove(new Attributes.Name("Bundle-Activator"))));

    @TempDir
    private Path home;

    @TempDir
    private Path jars;

    private Mynah start() throws Exception {
        Path deploy = Files.createDirectories(home.resolve("deploy"));
        Files.writeString(deploy.resolve("io.mynah.keeper.cfg"), "warm.up.limit.ms = 3000\n");
        return Mynah.start(home, Map.of("MYNAH_ADMIN_TOKEN", TOKEN));
    }

    @Test
    void engineJar_replacedByOneThatDoesNotDo_oldOneGoesOnAndNoRequestFails() throws Exception {
        try (Mynah mynah = start()) {
            mynah.deployTone();
            Path place = home.resolve("deploy/testkit.jar");
            Path rejected = home.resolve("deploy/testkit.jar.rejected");
            for (int i = 0; i < BROKEN.size(); i++) {
                Broken broken = BROKEN.get(i);
                Path jar = Jars.variant(TONE, jars.resolve(i + ".jar"), broken.change());
                int times = i + 1;
                List<Answer> answers = whileSpoken(mynah, "tone", () -> {
                    mynah.deploy(jar, "testkit.jar");
                    Mynah.until("the reason is told", () -> reasons(mynah).contains(broken.reason()));
                    Mynah.until("the old jar is back", () -> Files.mismatch(TONE, place) < 0);
                    Mynah.until("it speaks again", () -> count(mynah, "is back") == times);
                });
                for (Answer answer : answers) {
                    assertTrue(answer.samples().length > 0, "whole");
                }
                assertEquals(-1, Files.mismatch(jar, rejected));
                assertEquals(200, mynah.http().get("/health/ready").status());
            }
            assertEquals(BROKEN.size(), count(mynah, "does not do"), "each was tried once, and is told in one line");

            mynah.deploy(TONE, "testkit.jar");
            Mynah.until("what does is told no more", () -> reasons(mynah).isEmpty());
        }
    }

    @Test
    void engineJar_replacedByOneThatSaysNothing_oldOneIsPutBack() throws Exception {
        try (Mynah mynah = start()) {
            mynah.deployTone();
            Path mute =
                    Jars.variant(TONE, jars.resolve("mute.jar"), manifest -> manifest.putValue("Mynah-Tone-Mute", "1"));
            mynah.deploy(mute, "testkit.jar");
            Mynah.until("it is told", () -> reasons(mynah).contains("its engine tone cannot say a word"));
            Mynah.until("the old one speaks", () -> count(mynah, "is back") == 1);
            assertTrue(mynah.http().speak("x", "tone").samples().length > 0);
        }
    }

    @Test
    void coreRestAndConverter_replacedWhileClientsSpeak_answersAreWholeOr503InJson() throws Exception {
        try (Mynah mynah = start()) {
            List<Answer> answers = whileSpoken(mynah, "heart", () -> {
                for (String name : List.of("tts-core", "rest", "audio-convert")) {
                    swap(mynah, jar(name));
                }
            });
            long whole =
                    answers.stream().filter(answer -> answer.status() == 200).count();
            assertTrue(whole > 0);
            for (Answer answer : answers) {
                if (answer.status() == 200) {
                    assertTrue(answer.samples().length > 0, "whole");
                } else {
                    assertEquals(503, answer.status(), answer::text);
                    assertTrue(answer.header("Content-Type").startsWith("application/json"), answer::text);
                    assertTrue(Integer.parseInt(answer.header("Retry-After")) > 0);
                    assertTrue(answer.detail().length() > 0, answer::text);
                }
            }
        }
    }

    @Test
    void restAndCore_replacedByOnesThatDoNotDo_oldOnesGoOn() throws Exception {
        try (Mynah mynah = start()) {
            for (String name : List.of("tts-core", "rest")) {
                Path jar = Jars.variant(jar(name), jars.resolve(name + ".jar"), Jars::wantMissingPackage);
                int times = count(mynah, "is back") + 1;
                postSwap(mynah, jar);
                Mynah.until("the old " + name + " goes on", () -> count(mynah, "is back") == times);
                Mynah.until("ready", () -> mynah.http().get("/health/ready").status() == 200);
                assertTrue(mynah.http().speak("x", "heart").samples().length > 0);
                assertTrue(reasons(mynah).contains("org.example.missing"), reasons(mynah));
            }
        }
    }

    /** Something that happens meanwhile. */
    private interface Meanwhile {
        void happen() throws Exception;
    }

    /** The answers of clients that speak without pause while something happens. */
    private static List<Answer> whileSpoken(Mynah mynah, String voice, Meanwhile meanwhile) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<List<Answer>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> {
                    List<Answer> answers = new ArrayList<>();
                    do {
                        answers.add(mynah.http().speak("On it goes.", voice));
                    } while (!stop.get());
                    return answers;
                }));
            }
            meanwhile.happen();
            stop.set(true);
            List<Answer> all = new ArrayList<>();
            for (Future<List<Answer>> client : clients) {
                all.addAll(client.get(60, TimeUnit.SECONDS));
            }
            return all;
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    /** A bundle of the distribution. */
    private static Path jar(String name) throws Exception {
        try (Stream<Path> files = Files.walk(Mynah.distribution())) {
            return files.filter(file -> file.getFileName().toString().matches(name + "(-\\d.*)?\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Answer postSwap(Mynah mynah, Path jar) throws Exception {
        Answer[] answer = new Answer[1];
        Mynah.until("the swap begins", () -> {
            answer[0] = mynah.http()
                    .send(HttpRequest.newBuilder(mynah.http().uri("/admin/swap"))
                            .header("Authorization", "Bearer " + TOKEN)
                            .header("Content-Type", "application/java-archive")
                            .POST(BodyPublishers.ofFile(jar)));
            return answer[0].status() != 503; // while the API itself is being replaced
        });
        assertEquals(202, answer[0].status(), answer[0]::text);
        return answer[0];
    }

    private static void swap(Mynah mynah, Path jar) throws Exception {
        String status = postSwap(mynah, jar).header("Location");
        Mynah.until(jar + " has been replaced", () -> {
            Answer answer = mynah.http()
                    .send(HttpRequest.newBuilder(URI.create(status)).header("Authorization", "Bearer " + TOKEN));
            if (answer.status() != 200 || answer.json().path("swapping").asBoolean()) {
                return false;
            }
            assertEquals("", answer.json().path("problem").asText());
            return true;
        });
        Mynah.until("ready", () -> mynah.http().get("/health/ready").status() == 200);
    }

    private static String reasons(Mynah mynah) throws Exception {
        JsonNode reasons = mynah.http().get("/health/ready").json().path("reasons");
        return reasons.isMissingNode() ? "" : reasons.toString();
    }

    private static int count(Mynah mynah, String words) throws Exception {
        return (int) mynah.log()
                .lines()
                .filter(line -> line.contains("io.mynah.keeper") && line.contains(words))
                .count();
    }
}

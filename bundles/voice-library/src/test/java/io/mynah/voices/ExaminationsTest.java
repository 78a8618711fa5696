package io.mynah.voices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.WavHeader;
import io.mynah.api.speech.ClipExaminations.Examination;
import io.mynah.api.speech.ClipExaminations.State;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.voice.VoiceDoctor;
import io.mynah.api.voice.VoiceDoctor.Complaint;
import io.mynah.api.voice.VoiceDoctor.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clips before the doctor. */
@Timeout(30)
class ExaminationsTest extends LibraryTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final HandSetClock clock = new HandSetClock();
    private final AtomicInteger examined = new AtomicInteger();
    private final VoiceDoctor doctor = new Doctor("one", wav -> {
        examined.incrementAndGet();
        return findings(wav);
    });

    /** How a doctor comes to its findings. */
    private interface Look {
        Findings at(Path wav) throws IOException;
    }

    private record Doctor(String id, Look look) implements VoiceDoctor {
        @Override
        public Findings examine(Path wav) throws IOException {
            return look.at(wav);
        }
    }

    private void bindDoctor(Look look) {
        library.bindDoctor(new Doctor("other", look));
    }

    /** Says how long the clip is, and nothing true otherwise. */
    private static Findings findings(Path wav) throws IOException {
        return new Findings(
                WavHeader.read(wav).seconds(),
                OptionalDouble.of(20.5),
                0.25,
                0.5,
                OptionalDouble.empty(),
                2,
                24_000,
                0,
                5,
                List.of(Complaint.SEVERAL_SPEAKERS, Complaint.NOISE),
                "Cut = the other\nperson out, ähm.");
    }

    @BeforeEach
    void openWithAClock() throws Exception {
        library.stop();
        library = library(clock);
        library.bind(converter);
    }

    private Map<String, Examination> examine(Duration patience) {
        return library.of(library.list(), patience).orElseThrow();
    }

    private static Examination pending() {
        return new Examination(State.PENDING, null);
    }

    @Test
    void of_noDoctor_isEmpty() throws Exception {
        wav("a.wav", 6);

        assertEquals(Optional.empty(), library.of(library.list(), LONG));
        library.bindDoctor(doctor);
        library.unbindDoctor(doctor);
        assertEquals(Optional.empty(), library.of(library.list(), LONG));
    }

    @Test
    void of_validClips_areExaminedOnceByTheirWav() throws Exception {
        library.bindDoctor(doctor);
        wav("a.wav", 6);
        wav("short.wav", 3);
        compressed("b.mp3", "7");

        Map<String, Examination> first = examine(LONG);

        assertEquals(List.of("a.wav", "b.mp3"), List.copyOf(first.keySet()));
        assertEquals(7, first.get("b.mp3").findings().speechSeconds());
        assertEquals(first.get("a.wav"), examine(LONG).get("a.wav"));
        assertEquals(2, examined.get());
    }

    @Test
    void of_knownContent_isNotExaminedAgainAfterARestart() throws Exception {
        library.bindDoctor(doctor);
        wav("a.wav", 6);
        Map<String, Examination> before = examine(LONG);
        library.stop();
        library = library(LATER);
        library.bindDoctor(doctor);
        Files.copy(references.resolve("a.wav"), references.resolve("copy.wav"));

        assertEquals(before.get("a.wav"), examine(LONG).get("a.wav"));
        assertEquals(before.get("a.wav"), examine(LONG).get("copy.wav"));
        assertEquals(1, examined.get());
        assertEquals(List.of(), drafts());
    }

    @Test
    void of_clipReplaced_isExaminedAnew() throws Exception {
        library.bindDoctor(doctor);
        wav("a.wav", 6);
        examine(LONG);
        wav("a.wav", 7);

        assertEquals(7, examine(LONG).get("a.wav").findings().speechSeconds());
    }

    @Test
    void of_brokenFindings_areFoundAgain() throws Exception {
        library.bindDoctor(doctor);
        wav("a.wav", 6);
        examine(LONG);
        library.stop();
        try (Stream<Path> kept = Files.list(references.resolve(".mynah/findings"))) {
            Files.writeString(kept.findFirst().orElseThrow(), "speakers=many");
        }
        library = library(LATER);
        library.bindDoctor(doctor);

        assertEquals(6, examine(LONG).get("a.wav").findings().speechSeconds());
        assertEquals(2, examined.get());
    }

    @Test
    void of_anotherDoctorComes_isExaminedAnew() throws Exception {
        library.bindDoctor(doctor);
        wav("a.wav", 6);
        examine(LONG);
        VoiceDoctor better = new Doctor("better", doctor::examine);

        library.bindDoctor(better);
        library.unbindDoctor(doctor);
        examine(LONG);
        examine(LONG);

        assertEquals(2, examined.get());
    }

    @Test
    void delete_oneOfTwoCopies_keepsTheFindings() throws Exception {
        library.bindDoctor(doctor);
        wav("a.wav", 6);
        wav("b.wav", 6);
        examine(LONG);

        library.delete(library.voice("a").orElseThrow());

        try (Stream<Path> kept = Files.list(references.resolve(".mynah/findings"))) {
            assertEquals(1, kept.count());
        }
    }

    @Test
    void delete_examinedClip_removesItsFindings() throws Exception {
        library.bindDoctor(doctor);
        wav("a.wav", 6);
        examine(LONG);

        library.delete(library.voice("a").orElseThrow());

        try (Stream<Path> kept = Files.list(references.resolve(".mynah/findings"))) {
            assertEquals(0, kept.count());
        }
    }

    @Test
    void of_clipReplacedWhileExamined_findingsAreOfNeither() throws Exception {
        byte[] six = Files.readAllBytes(wav("a.wav", 6));
        bindDoctor(wav -> {
            if (examined.getAndIncrement() == 0) {
                wav("a.wav", 7);
            }
            return findings(wav);
        });

        assertEquals(pending(), examine(LONG).get("a.wav"));
        assertEquals(7, examine(LONG).get("a.wav").findings().speechSeconds());
        Files.write(references.resolve("a.wav"), six);
        assertEquals(6, examine(LONG).get("a.wav").findings().speechSeconds());
    }

    @Test
    void of_clipDeletedWhileExamined_leavesNothing() throws Exception {
        wav("a.wav", 6);
        bindDoctor(wav -> {
            Findings findings = findings(wav);
            try {
                library.delete(library.voice("a").orElseThrow());
            } catch (SpeechException e) {
                throw new IOException(e);
            }
            return findings;
        });

        examine(LONG);

        Path kept = references.resolve(".mynah/findings");
        assertEquals(0, Files.exists(kept) ? kept.toFile().list().length : 0);
    }

    @Test
    void of_doctorTakesLong_isNotWaitedForAndDoneLater() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        bindDoctor(wav -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return doctor.examine(wav);
        });
        wav("a.wav", 6);
        wav("b.wav", 7);

        assertEquals(Map.of("a.wav", pending(), "b.wav", pending()), examine(Duration.ZERO));
        go.countDown();
        assertEquals(State.DONE, examine(LONG).get("b.wav").state());
        assertEquals(2, examined.get());
    }

    @Test
    void of_doctorFails_isFailedUntilTheFileChanges() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        bindDoctor(wav -> {
            if (asked.incrementAndGet() == 1) {
                throw new IOException("as told");
            }
            return doctor.examine(wav);
        });
        wav("a.wav", 6);

        assertEquals(State.FAILED, examine(LONG).get("a.wav").state());
        assertEquals(State.FAILED, examine(LONG).get("a.wav").state());
        wav("a.wav", 7);
        assertEquals(State.DONE, examine(LONG).get("a.wav").state());
    }

    @Test
    void of_doctorFailsThroughNoFaultOfTheClip_isPendingAndTriedAgainAfterAWhile() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        bindDoctor(wav -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("as told");
            }
            return doctor.examine(wav);
        });
        wav("a.wav", 6);

        assertEquals(pending(), examine(LONG).get("a.wav"));
        assertEquals(pending(), examine(LONG).get("a.wav"));
        assertEquals(1, asked.get(), "not at each request");
        clock.advance(Duration.ofMinutes(2));
        assertEquals(State.DONE, examine(LONG).get("a.wav").state());
    }

    @Test
    void of_converterFails_isPendingUntilItWorks() throws Exception {
        library.bindDoctor(doctor);
        compressed("a.mp3", "6");
        library.list();
        converter.during = () -> {
            throw new AudioException(AudioException.Kind.FAILED, "as told");
        };

        assertEquals(pending(), examine(LONG).get("a.mp3"));
        converter.during = () -> {};
        clock.advance(Duration.ofMinutes(2));
        assertEquals(State.DONE, examine(LONG).get("a.mp3").state());
    }

    @Test
    void of_doctorReplacedInTheMiddle_theNextOneDoesIt() throws Exception {
        bindDoctor(wav -> {
            library.bindDoctor(doctor);
            throw new IllegalStateException("stopped");
        });
        wav("a.wav", 6);

        assertEquals(pending(), examine(LONG).get("a.wav"));
        assertEquals(State.DONE, examine(LONG).get("a.wav").state());
    }

    @Test
    void of_folderNotWritable_isExaminedAllTheSame() throws Exception {
        Files.createFile(references.resolve(".mynah"));
        library.bindDoctor(doctor);
        wav("a.wav", 6);

        assertTrue(examine(LONG).get("a.wav").findings() != null);
        examine(LONG);
        assertEquals(1, examined.get());
    }
}

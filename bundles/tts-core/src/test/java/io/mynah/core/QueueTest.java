package io.mynah.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.mynah.api.engine.Voice;
import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.core.casting.Casting;
import io.mynah.testkit.Fault;
import io.mynah.testkit.ToneEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A queue with two workers, and requests for it. */
@Timeout(30)
abstract class QueueTest {

    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(50);
    static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    static final Limits PATIENT = new Limits(LONG, LONG, LONG);

    final CompletableFuture<Void> gate = new CompletableFuture<>();
    final ToneEngine tone = new ToneEngine("tone", 0.5f, Fault.none());
    final ToneEngine gated = new ToneEngine("tone", 0.5f, Fault.waitFor(gate));
    final SpeechQueue queue = new SpeechQueue(2, 8, 1_000_000, Duration.ofMillis(500));

    @AfterEach
    void end() {
        gate.complete(null);
        queue.close();
        // A reader may be done a moment before the worker closes the stream.
        assertTimeoutPreemptively(
                LONG, () -> until(() -> tone.open() + gated.open() == 0), "every stream was given back");
    }

    static VoicedRequest voiced(String text) {
        return voiced(text, Understudies.Search.NONE);
    }

    static VoicedRequest voiced(String text, Understudies.Search others) {
        return new VoicedRequest(SpeechRequest.of("t", text, "tone"), Casting.exact(new Voice.BuiltIn("tone")), others);
    }

    SpeechJob job(Limits limits, String... sentences) {
        String text = String.join(" ", sentences);
        return new SpeechJob(queue, voiced(text), List.of(sentences), tone.info(), limits, new Course());
    }

    Speech admit(String... sentences) throws SpeechException {
        return admit(queue, job(PATIENT, sentences));
    }

    static Speech admit(SpeechQueue queue, SpeechJob job) throws SpeechException {
        queue.reserve();
        queue.admit(job);
        return new JobReader(job, TEMPORARY);
    }

    SpeechJob job(SpeechQueue of, String... sentences) {
        return new SpeechJob(of, voiced("x"), List.of(sentences), tone.info(), PATIENT, new Course());
    }

    static byte[] speak(Speech speech) throws SpeechException {
        try (speech) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            speech.wav().writeTo(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int samples(int characters) {
        return (int) Math.round(characters * ToneEngine.SECONDS_PER_CHARACTER * 24_000);
    }

    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertFalse(Thread.currentThread().isInterrupted(), "the test timed out");
            Thread.onSpinWait();
        }
    }
}

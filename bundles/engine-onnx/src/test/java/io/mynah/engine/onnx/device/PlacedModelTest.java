package io.mynah.engine.onnx.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OrtException;
import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.CancellationSource;
import io.mynah.api.engine.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each way in which a card fails, and what is tried then. */
class PlacedModelTest {
    private static final Placement CARD = new Placement(Device.CUDA, "");
    private static final String NONE = "";

    private final List<String> events = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final Deque<String> loads = new ArrayDeque<>();
    private final Deque<String> runs = new ArrayDeque<>();
    private Placement wish = CARD;
    private final PlacedModel<Model> placed =
            new PlacedModel<>("test", this::load, () -> wish, Duration.ZERO, now::get);

    private final class Model implements AutoCloseable {
        private final String device;

        Model(Device device) {
            this.device = device.id();
        }

        String run(String size) throws OrtException {
            String failure = runs.isEmpty() ? NONE : runs.remove();
            events.add(device + " " + size + (failure.isEmpty() ? "" : " failed"));
            if (!failure.isEmpty()) {
                throw new OrtException(OrtException.OrtErrorCode.ORT_FAIL, failure);
            }
            return size;
        }

        @Override
        public void close() {
            events.add("free " + device);
        }
    }

    private Model load(Device device) throws IOException {
        String failure = loads.isEmpty() ? NONE : loads.remove();
        if (!failure.isEmpty()) {
            events.add("load " + device.id() + " failed");
            throw new IOException("cannot be loaded", new OrtException(failure));
        }
        events.add("load " + device.id());
        return new Model(device);
    }

    private String speak() throws EngineException {
        return placed.run(model -> model.run("whole"), model -> model.run("smaller"), Cancellation.none());
    }

    private EngineException.Kind failure() {
        return assertThrows(EngineException.class, this::speak).kind();
    }

    @AfterEach
    void close() {
        placed.close();
        assertEquals(
                events.stream().filter(event -> event.matches("load \\w+")).count(),
                events.stream().filter(event -> event.startsWith("free")).count(),
                "all that was loaded is freed");
    }

    @Test
    void nothingFails_isComputedOnTheCard() throws Exception {
        assertEquals("whole", speak());
        assertEquals(List.of("load cuda", "cuda whole"), events);
        assertEquals(CARD, placed.placement());
    }

    @Test
    void cardFailsAtLoading_theProcessorIsUsed() throws Exception {
        loads.add(Messages.ILLEGAL_ACCESS);
        assertEquals("whole", speak());
        assertEquals(List.of("load cuda failed", "load cpu", "cpu whole"), events);
        assertEquals(
                new Placement(
                        Device.CPU,
                        "CUDA failed while it was loaded: CUDA failure 700: an illegal memory access was encountered"),
                placed.placement());
    }

    @Test
    void cardHasNoMemoryToLoad_theProcessorIsUsed() throws Exception {
        loads.add(Messages.CUDA_FULL);
        assertEquals("whole", speak());
        assertEquals(
                "CUDA failed while it was loaded: the graphics card has no memory left",
                placed.placement().reason());
    }

    @Test
    void noMemoryToLoadAnywhere_isOutOfMemory() {
        loads.addAll(List.of(Messages.CUDA_FULL, Messages.BAD_ALLOC));
        assertEquals(EngineException.Kind.OUT_OF_MEMORY, failure());
    }

    @Test
    void fileIsMissing_isAFailureOfNoDevice() {
        try (PlacedModel<Model> missing = new PlacedModel<>(
                "test",
                device -> {
                    events.add("tried " + device.id());
                    throw new IOException("no such file");
                },
                () -> CARD,
                Duration.ZERO)) {
            EngineException failed = assertThrows(
                    EngineException.class,
                    () -> missing.run(model -> model.run("x"), model -> model.run("y"), Cancellation.none()));
            assertEquals(EngineException.Kind.FAILED, failed.kind());
        }
        assertEquals(List.of("tried cuda"), events);
    }

    @Test
    void outOfMemoryOnce_isFreedAndTriedSmaller() throws Exception {
        runs.add(Messages.ARENA_AT_ITS_LIMIT);
        assertEquals("smaller", speak());
        assertEquals(List.of("load cuda", "cuda whole failed", "free cuda", "load cuda", "cuda smaller"), events);
        // The next text is tried whole again.
        assertEquals("whole", speak());
    }

    @Test
    void outOfMemoryEvenIfSmaller_theProcessorIsUsed() throws Exception {
        runs.addAll(List.of(Messages.ARENA_FULL, Messages.CUBLAS_FULL));
        assertEquals("smaller", speak());
        assertEquals(
                List.of(
                        "load cuda",
                        "cuda whole failed",
                        "free cuda",
                        "load cuda",
                        "cuda smaller failed",
                        "free cuda",
                        "load cpu",
                        "cpu smaller"),
                events);
        assertEquals(
                "CUDA failed while it spoke: the graphics card has no memory left",
                placed.placement().reason());
        assertEquals("whole", speak());
    }

    @Test
    void outOfMemoryOnTheProcessorToo_isOutOfMemoryAndFreed() {
        runs.addAll(List.of(Messages.ARENA_FULL, Messages.ARENA_FULL, Messages.ARENA_FULL));
        assertEquals(EngineException.Kind.OUT_OF_MEMORY, failure());
        assertEquals("free cpu", events.get(events.size() - 1));
    }

    @Test
    void noCard_outOfMemory_isTriedSmallerOnce() {
        wish = new Placement(Device.CPU, "there is none");
        runs.addAll(List.of(Messages.BAD_ALLOC, Messages.BAD_ALLOC));
        assertEquals(EngineException.Kind.OUT_OF_MEMORY, failure());
        assertEquals(
                List.of("load cpu", "cpu whole failed", "free cpu", "load cpu", "cpu smaller failed", "free cpu"),
                events);
    }

    @Test
    void noCard_fails_isNotTriedAgain() {
        wish = new Placement(Device.CPU, "there is none");
        runs.add("Invalid input");
        assertEquals(EngineException.Kind.FAILED, failure());
        assertEquals(List.of("load cpu", "cpu whole failed"), events);
    }

    @Test
    void cardFailsOtherwise_isLeftAtOnce() throws Exception {
        runs.add(Messages.ILLEGAL_ACCESS);
        assertEquals("whole", speak());
        assertEquals(List.of("load cuda", "cuda whole failed", "free cuda", "load cpu", "cpu whole"), events);
    }

    @Test
    void cancelled_nothingIsTriedAgain() {
        CancellationSource cancellation = new CancellationSource(failure -> {
            throw failure;
        });
        assertThrows(
                EngineException.class,
                () -> placed.run(
                        model -> {
                            cancellation.request();
                            throw new OrtException("Exiting due to terminate flag being set to true.");
                        },
                        model -> model.run("smaller"),
                        cancellation));
        assertEquals(List.of("load cuda"), events);
    }

    @Test
    void cardWasLeft_itIsTriedAgainAfterAWhile() throws Exception {
        runs.addAll(List.of(Messages.ARENA_FULL, Messages.ARENA_FULL));
        speak();
        now.addAndGet(Duration.ofMinutes(9).toNanos());
        runs.add(Messages.ARENA_FULL);
        speak(); // loads anew, since memory ran out
        assertEquals(Device.CPU, placed.placement().device());
        now.addAndGet(Duration.ofMinutes(2).toNanos());
        runs.add(Messages.ARENA_FULL);
        speak();
        assertEquals(CARD, placed.placement());
    }

    @Test
    void moves_areTold() throws Exception {
        List<String> told = new ArrayList<>();
        placed.onMove(placement -> told.add(placement.device().id()));
        runs.addAll(List.of(Messages.ARENA_FULL, Messages.ARENA_FULL));
        speak();
        speak();
        assertEquals(List.of("cpu", "cuda", "cpu"), told);
        assertFalse(placed.placement().reason().isEmpty());
    }
}

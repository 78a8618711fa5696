package io.mynah.engine.onnx.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.mynah.api.engine.EngineException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrtFailuresTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                Messages.ARENA_FULL,
                Messages.ARENA_AT_ITS_LIMIT,
                Messages.CUDA_FULL,
                Messages.CUBLAS_FULL,
                Messages.BAD_ALLOCATION,
                Messages.BAD_ALLOC
            })
    void run_noMemoryLeft_isOutOfMemory(String message) {
        OrtException failure = new OrtException(OrtException.OrtErrorCode.ORT_RUNTIME_EXCEPTION, message);
        assertTrue(OrtFailures.isOutOfMemory(failure));
        assertEquals(
                EngineException.Kind.OUT_OF_MEMORY, OrtFailures.ofRun(failure).kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Messages.NOT_INCLUDED,
                Messages.NO_LIBRARY,
                Messages.NO_CARD,
                Messages.ILLEGAL_ACCESS,
                Messages.STATIC_TLS,
                "Exiting due to terminate flag being set to true."
            })
    void run_otherFailures_areFailures(String message) {
        OrtException failure = new OrtException(message);
        assertFalse(OrtFailures.isOutOfMemory(failure));
        assertEquals(EngineException.Kind.FAILED, OrtFailures.ofRun(failure).kind());
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(Messages.NOT_INCLUDED, "this ONNX Runtime is made for the CPU alone"),
                Arguments.of(
                        Messages.NO_LIBRARY,
                        "the library libcublasLt.so.12 is missing (CUDA and cuDNN must be installed)"),
                Arguments.of(Messages.NO_LIBRARY_ON_WINDOWS, "a library of CUDA or cuDNN is missing (error 126)"),
                Arguments.of(Messages.NO_CARD, "there is no graphics card that has it"),
                Arguments.of(Messages.NO_DRIVER, "the graphics driver is missing or too old for it"),
                Arguments.of(Messages.CUDA_FULL, "the graphics card has no memory left"),
                Arguments.of(Messages.ILLEGAL_ACCESS, "CUDA failure 700: an illegal memory access was encountered"),
                Arguments.of("first\nsecond", "Error code - ORT_FAIL - message: first"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void cuda_cannotBeUsed_thePersonIsToldInOneLine(String message, String reason) {
        assertEquals(reason, OrtFailures.whyNoCuda(new OrtException(OrtException.OrtErrorCode.ORT_FAIL, message)));
    }

    @Test
    void longMessage_isCut() {
        assertEquals(
                161, OrtFailures.whyNoCuda(new OrtException("x".repeat(1_000))).length());
    }

    @Test
    void nothing_isNotOutOfMemory() {
        assertFalse(OrtFailures.isOutOfMemory(null));
        assertFalse(OrtFailures.isOutOfMemory(new IllegalStateException(Messages.CUDA_FULL)));
    }
}

package io.mynah.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ByteProductsTest {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    @Test
    void overflow_processorHasDotProducts_isNot() throws Exception {
        Path facts = Path.of("/proc/cpuinfo");
        assumeTrue(Files.exists(facts) && Files.readString(facts).contains("_vnni"), "not known of this processor");
        assertFalse(ByteProducts.overflow(environment));
    }

    /** Under an emulator of an older processor, this is the test that counts; README.md tells how. */
    @Test
    void overflow_preciseWay_isNotOnAnyProcessor() throws Exception {
        assertFalse(ByteProducts.overflowInSpiteOfPrecision(environment));
    }
}

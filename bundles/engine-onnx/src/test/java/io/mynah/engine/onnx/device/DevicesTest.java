package io.mynah.engine.onnx.device;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mynah.engine.onnx.device.Devices.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DevicesTest {
    private static final String SMALL = "it is small";

    private static Placement cpu(String reason) {
        return new Placement(Device.CPU, reason);
    }

    @ParameterizedTest
    @EnumSource(
            value = Wanted.class,
            names = {"AUTO", "CUDA"})
    void cardWorks_wanted_isUsedForLargeModelsAlone(Wanted wanted) {
        Devices devices = new Devices(wanted, new FakeCard());
        assertEquals(new Placement(Device.CUDA, ""), devices.large());
        assertEquals(cpu(SMALL), devices.processor(SMALL));
    }

    @Test
    void cardWorks_notWanted_isNotTried() {
        Devices devices = new Devices(Wanted.CPU, new FakeCard().cannot("touched"));
        assertEquals(cpu("device = cpu is set"), devices.large());
        assertEquals(cpu("device = cpu is set"), devices.processor(SMALL));
    }

    @ParameterizedTest
    @EnumSource(
            value = Wanted.class,
            names = {"AUTO", "CUDA"})
    void runtimeForProcessors_whatever_saysSo(Wanted wanted) {
        Devices devices = new Devices(wanted, new FakeCard().notIncluded());
        Placement expected = cpu("CUDA cannot be used: this ONNX Runtime is made for the CPU alone");
        assertEquals(expected, devices.processor(SMALL));
        assertEquals(expected, devices.large());
    }

    @Test
    void libraryMissing_wanted_saysWhichOne() {
        Devices devices = new Devices(Wanted.CUDA, new FakeCard().cannot(Messages.NO_LIBRARY));
        Placement expected =
                cpu("CUDA cannot be used: the library libcublasLt.so.12 is missing (CUDA and cuDNN must be "
                        + "installed)");
        assertEquals(expected, devices.large());
        // Who asked for the card is not told about sizes.
        assertEquals(expected, devices.processor(SMALL));
    }

    @Test
    void noCard_auto_isFoundWhenItIsNeeded() {
        Devices devices = new Devices(Wanted.AUTO, new FakeCard().cannot(Messages.NO_CARD));
        assertEquals(cpu(SMALL), devices.processor(SMALL));
        assertEquals(cpu("CUDA cannot be used: there is no graphics card that has it"), devices.large());
    }

    /** The runtime that the build is made with. */
    @Test
    void realRuntime_cudaWanted_theProcessorIsUsed() {
        Devices devices = new Devices(Wanted.CUDA, new OrtSessions());
        assertEquals(cpu("CUDA cannot be used: this ONNX Runtime is made for the CPU alone"), devices.large());
        assertDoesNotThrow(() -> devices.sessions().probe(Device.CPU));
    }

    @Test
    void setting_unknown_isTold() {
        assertEquals(Wanted.CUDA, Devices.wanted(" Cuda "));
        IllegalArgumentException told = assertThrows(IllegalArgumentException.class, () -> Devices.wanted("tpu"));
        assertEquals("io.mynah.engine.onnx: device = tpu is not one of auto, cuda, cpu", told.getMessage());
    }
}

package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.engine.onnx.chatterbox.PrecisionChoice.Choice;
import io.mynah.engine.onnx.chatterbox.PrecisionChoice.Machine;
import io.mynah.engine.onnx.chatterbox.PrecisionChoice.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionChoiceTest {
    /** As the manifest has them, in MB. */
    private static final Map<String, Long> MEGABYTES = Map.of(
            "q4", 725L,
            "q8", 1_124L,
            "fp32", 3_320L,
            "fp16", 1_665L,
            "q4f16", 568L,
            "fp16,conditional_decoder=fp32", 2_050L,
            "q4,conditional_decoder=fp32", 1_248L);

    private static final long GIGABYTE = 1_000_000_000;

    private static List<Offer> offers(Set<String> here) {
        List<Offer> offers = new ArrayList<>();
        MEGABYTES.forEach((id, size) -> offers.add(new Offer(Mix.parse(id), size * 1_000_000, here.contains(id))));
        return offers;
    }

    private static Choice choose(boolean cuda, long memory, long disk, String... here) {
        return PrecisionChoice.choose(
                new Machine(cuda, memory * GIGABYTE, disk * GIGABYTE), offers(Set.of(here)), null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "false;64;500;q4;usual choice for a processor",
                "false; 3;500;q4;usual choice for a processor",
                "false; 2;500;q4f16;2.0 GB of memory are there",
                "false; 1;500;q4f16;1.0 GB of memory are there",
                "false;64;  0;q4f16;0.0 GB are free on the disk",
                "true; 64;500;fp16,conditional_decoder=fp32;suits a graphics card best",
                "true;  3;500;q4;3.0 GB of memory are there",
                "true; 64;  2;q4;2.0 GB are free on the disk",
            })
    void choose_nothingHere_whatSuitsAndFits(boolean cuda, long memory, long disk, String id, String reason) {
        Choice choice = choose(cuda, memory, disk);
        assertEquals(id, choice.mix().id());
        assertTrue(choice.reason().contains(reason), choice::reason);
        assertTrue(choice.reason().startsWith(id) && choice.reason().endsWith("."), choice::reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fp16;fp16;q4 would suit a processor better",
                "fp16 fp32;fp32;q4 would suit a processor better",
                "q4,conditional_decoder=fp32;q4,conditional_decoder=fp32;q4 would suit a processor better",
                "q4,conditional_decoder=fp32 q8;q8;q4 would suit a processor better",
                "fp32 q8 q4 q4f16;q4;usual choice"
            })
    void choose_someHere_theBestOfThemThoughTheDiskIsFull(String here, String id, String reason) {
        Choice choice = choose(false, 64, 0, here.split(" "));
        assertEquals(id, choice.mix().id());
        assertTrue(choice.reason().contains(reason), choice::reason);
    }

    @Test
    void choose_hereAndTooLargeForTheMemory_theSmallerOne() {
        assertEquals("q8", choose(false, 4, 500, "fp32", "q8").mix().id());
        Choice choice = choose(false, 2, 500, "q4", "q4f16");
        assertEquals("q4f16", choice.mix().id());
        assertTrue(choice.reason().contains("2.0 GB of memory are there"), choice::reason);
    }

    @Test
    void choose_pinned_isObeyedThoughNothingFits() {
        Choice choice = PrecisionChoice.choose(new Machine(false, 0, 0), offers(Set.of("q4")), Mix.of(Precision.FP32));
        assertEquals("fp32", choice.mix().id());
        assertEquals("fp32 is set by chatterbox.precision.", choice.reason());
    }
}

package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.PcmStream;
import io.mynah.api.engine.Sampling;
import io.mynah.api.engine.Utterance;
import io.mynah.api.engine.Voice;
import io.mynah.engine.onnx.device.Device;
import io.mynah.engine.onnx.device.FakeCard;
import io.mynah.engine.onnx.device.Messages;
import io.mynah.engine.onnx.device.PlacedModel;
import io.mynah.engine.onnx.device.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tiny model on a graphics card that fails; memory really runs out, in ONNX Runtime. */
class DevicesOfChatterboxTest {
    /** A decoder that has no memory for more than 300 tokens; {@code src/test/scripts/poor_decoder.py} makes it. */
    private static final Path POOR = Path.of("src/test/resources/io/mynah/engine/onnx/chatterbox/poor-decoder.onnx");

    /** Too long for that decoder as a whole, not in halves. */
    private static final String SHORT = "One two three four five six seven, eight nine ten eleven.";

    /** Too long in any case. */
    private static final String LONG = "One two three four five six seven eight nine ten eleven. ".repeat(5);

    @TempDir
    private Path home;

    private final FakeCard card = new FakeCard();

    private PlacedModel<ChatterboxModel> network() throws IOException {
        return TinyModel.network(card, Device.CUDA);
    }

    private ChatterboxEngine engine(PlacedModel<ChatterboxModel> network) throws IOException {
        return TinyModel.engine(home, network, seed -> new Random(seed)::nextDouble);
    }

    private static int speak(ChatterboxEngine engine, String text) throws EngineException {
        Voice voice = new Voice.Clip("voice.wav", TinyModel.SET.resolve("ref/voice.wav"), "content");
        Utterance utterance = new Utterance(text, voice, "Auto", "Neutral", Sampling.DEFAULT, OptionalLong.of(1), 1f);
        try (PcmStream stream = engine.speak(utterance, Cancellation.none())) {
            int samples = 0;
            for (float[] block = stream.read(); block != null; block = stream.read()) {
                samples += block.length;
            }
            return samples;
        }
    }

    private static boolean isDecoder(Path graph) {
        return graph.getFileName().toString().startsWith("conditional_decoder");
    }

    @Test
    void cardWorks_eachGraph_isWhereItGains() throws Exception {
        try (PlacedModel<ChatterboxModel> network = network()) {
            network.load();
        }
        assertEquals(
                List.of(
                        "speech_encoder_q4.onnx cuda",
                        "embed_tokens_q4.onnx cpu",
                        "language_model_q4.onnx cpu",
                        "conditional_decoder_q4.onnx cuda"),
                card.opened());
    }

    @ParameterizedTest
    @CsvSource({"FP32, CUDA", "FP16, CUDA", "Q8, CPU", "Q4, CPU", "Q4F16, CUDA"})
    void languageModel_onTheCard_whereTheProcessorIsSlower(Precision precision, Device expected) {
        assertEquals(expected, GraphDevices.of("language_model", precision, Device.CUDA));
        assertEquals(Device.CPU, GraphDevices.of("language_model", precision, Device.CPU));
    }

    @Test
    void decoderCannotBeOpenedOnTheCard_allIsOnTheProcessor() throws Exception {
        card.failing((graph, device) -> device == Device.CUDA && graph.startsWith("cond") ? Messages.NO_CARD : null);
        try (PlacedModel<ChatterboxModel> network = network();
                ChatterboxEngine engine = engine(network)) {
            assertTrue(speak(engine, SHORT) > 0);
            assertEquals(
                    new Placement(Device.CPU, "CUDA failed while it was loaded: there is no graphics card that has it"),
                    network.placement());
        }
    }

    @Test
    void outOfMemory_smallerPieces_areSpokenOnTheCard() throws Exception {
        card.opening((graph, device) -> isDecoder(graph) ? POOR : graph);
        try (PlacedModel<ChatterboxModel> network = network();
                ChatterboxEngine engine = engine(network)) {
            assertTrue(speak(engine, SHORT) > 0);
            assertEquals(Device.CUDA, network.placement().device());
        }
        assertEquals(
                2,
                card.opened().stream().filter(name -> name.startsWith("cond")).count());
    }

    @Test
    void outOfMemory_onTheCardInSmallerPiecesToo_theProcessorSpeaks() throws Exception {
        card.opening((graph, device) -> isDecoder(graph) && device == Device.CUDA ? POOR : graph);
        try (PlacedModel<ChatterboxModel> network = network();
                ChatterboxEngine engine = engine(network)) {
            assertTrue(speak(engine, LONG) > 0);
            assertEquals(
                    new Placement(Device.CPU, "CUDA failed while it spoke: the graphics card has no memory left"),
                    network.placement());
        }
    }

    @Test
    void outOfMemory_onTheProcessorToo_isTold() throws Exception {
        card.opening((graph, device) -> isDecoder(graph) ? POOR : graph);
        try (PlacedModel<ChatterboxModel> network = network();
                ChatterboxEngine engine = engine(network)) {
            EngineException told = assertThrows(EngineException.class, () -> speak(engine, LONG));
            assertEquals(EngineException.Kind.OUT_OF_MEMORY, told.kind());
            assertEquals("Not enough memory to speak this sentence.", told.getMessage());
        }
    }

    @Test
    void outOfMemory_whileItIsLoadedAnywhere_isTold() throws Exception {
        card.failing((graph, device) -> device == Device.CUDA ? Messages.CUDA_FULL : Messages.BAD_ALLOC);
        try (PlacedModel<ChatterboxModel> network = network();
                ChatterboxEngine engine = engine(network)) {
            EngineException told = assertThrows(EngineException.class, () -> speak(engine, SHORT));
            assertEquals(EngineException.Kind.OUT_OF_MEMORY, told.kind());
        }
    }
}

package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "q4;q4",
                " Q4F16 ;q4f16",
                "fp16,conditional_decoder=fp32;fp16,conditional_decoder=fp32",
                "q4,speech_encoder=q8,embed_tokens=q8,language_model=q8;q8,conditional_decoder=q4"
            })
    void parse_whatPeopleWrite_isNamedAsInTheStore(String written, String id) {
        assertEquals(id, Mix.parse(written).id());
    }

    @Test
    void title_twoPrecisions_namesBoth() {
        assertEquals(
                "fp32-q4",
                Mix.of(Precision.Q4).with("conditional_decoder", Precision.FP32).title());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q5", "q4,", "q4,q8", "language_model=q4", "q4,decoder=q8", "q4,language_model="})
    void parse_anythingElse_isRefused(String written) {
        assertThrows(IllegalArgumentException.class, () -> Mix.parse(written));
    }
}

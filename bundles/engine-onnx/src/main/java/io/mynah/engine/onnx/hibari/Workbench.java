package io.mynah.engine.onnx.hibari;

/**
 * The memory that speaking one piece takes: some 2 to 14 MB on the heap and 3 MB outside.
 *
 * @param buffers of the network's head
 * @param synthesis of the signal processing
 */
record Workbench(HeadBuffers buffers, SpectralSynthesis synthesis) {
    Workbench() {
        this(new HeadBuffers(), new SpectralSynthesis());
    }
}

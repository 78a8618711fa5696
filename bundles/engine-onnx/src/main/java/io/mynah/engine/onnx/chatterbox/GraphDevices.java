package io.mynah.engine.onnx.chatterbox;

import io.mynah.engine.onnx.device.Device;

/**
 * Which of a model's graphs are computed on a graphics card where there is one. By arithmetic, not by measurement: no card
 * was at hand.
 * <ul>
 *   <li>Speech encoder and decoder: on the card. Each is one large run, whose results are small.
 *   <li>Embeddings: on the processor. It is a row of a table for each token.
 *   <li>Language model: ONNX Runtime's Java API cannot leave a run's results on the card, so keys and values go down and
 *       up again with each token; at 800 positions, in 32-bit floats, these are 160 MB each way and 27 ms, where the bus
 *       carries 12 GB/s. A token is 40 ms of sound. A processor whose memory carries 20 GB/s reads weights of four bits
 *       (204 MB) in 10 ms and of eight (368 MB) in 18, so those stay with it. Of 32 bits (1.27 GB) it takes 64, and those
 *       of 16 bits it converts at each use: these go to the card.
 * </ul>
 */
final class GraphDevices {
    private GraphDevices() {}

    /** @param device of those graphs that gain by it */
    static Device of(String graph, Precision precision, Device device) {
        return switch (graph) {
            case "embed_tokens" -> Device.CPU;
            case "language_model" -> precision == Precision.Q4 || precision == Precision.Q8 ? Device.CPU : device;
            default -> device;
        };
    }
}

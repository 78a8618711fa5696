package io.mynah.engine.onnx.device;

/**
 * Where an engine computes, and why there.
 *
 * @param reason for people, one line; empty where nothing is worth saying
 */
public record Placement(Device device, String reason) {}

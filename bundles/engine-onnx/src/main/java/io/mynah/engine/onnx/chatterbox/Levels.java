package io.mynah.engine.onnx.chatterbox;

/** Changes how loud samples are. */
final class Levels {
    private Levels() {}

    /** In place; in double precision, as the original does. */
    static void raise(float[] samples, double gain) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (samples[i] * gain);
        }
    }
}

package io.mynah.engine.onnx.chatterbox;

import java.nio.file.Path;
import java.util.Map;

/**
 * A model's folder, and which of its files to use.
 *
 * @param folder as it is downloaded
 * @param mix of its graphs
 */
record ChatterboxFiles(Path folder, Mix mix) {

    /** Of each graph, by its name. */
    Map<String, Precision> precisions() {
        return mix.precisions();
    }
}

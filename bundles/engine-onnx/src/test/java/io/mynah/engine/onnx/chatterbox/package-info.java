@NullMarked
package io.mynah.engine.onnx.chatterbox;

import org.jspecify.annotations.NullMarked;

/**
 * Chatterbox Turbo and its relatives: zero-shot cloning from a clip, by four graphs that a person downloads. All sizes come
 * from the graphs; nothing here knows a model by name.
 */
@NullMarked
package io.mynah.engine.onnx.chatterbox;

import org.jspecify.annotations.NullMarked;

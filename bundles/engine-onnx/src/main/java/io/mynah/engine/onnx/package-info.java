/**
 * What the voices on ONNX Runtime share beyond {@code engine-base}: how a network is opened and a run of it is ended early. Each voice is a package of its own; nothing is exported, engines are found as
 * {@link io.mynah.api.engine.TtsEngine} services.
 */
@NullMarked
package io.mynah.engine.onnx;

import org.jspecify.annotations.NullMarked;

/**
 * The understudy: the hibari voice on DJL, with natives of its own, for when no other engine can speak. It takes no memory
 * until then.
 */
@NullMarked
package io.mynah.engine.djl;

import org.jspecify.annotations.NullMarked;

/**
 * Pages of the web console that show Mynah's own things: its engines, voices and models.
 * They ask the same services as REST and the commands, and say so when those are away; who may look is not theirs to decide.
 */
@NullMarked
package io.mynah.console.pages;

import org.jspecify.annotations.NullMarked;

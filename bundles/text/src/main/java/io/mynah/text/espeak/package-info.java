/**
 * Spanish, French, Italian, Portuguese and Hindi by the program espeak-ng, where it is installed.
 * It runs as a process of its own: its licence (GPL-3.0) stays with it, and nothing of it is part of Mynah.
 */
@NullMarked
package io.mynah.text.espeak;

import org.jspecify.annotations.NullMarked;

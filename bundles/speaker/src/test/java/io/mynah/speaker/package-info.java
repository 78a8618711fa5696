/** Tests of the speaker bundle: against recorded values of the Python originals, and against mathematics. */
@NullMarked
package io.mynah.speaker;

import org.jspecify.annotations.NullMarked;

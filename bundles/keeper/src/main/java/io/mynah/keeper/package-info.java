/**
 * What goes on when a new version does not do: the last good jar of each bundle is kept, and put back.
 * Also answers HTTP while the API itself is being replaced.
 */
@NullMarked
package io.mynah.keeper;

import org.jspecify.annotations.NullMarked;

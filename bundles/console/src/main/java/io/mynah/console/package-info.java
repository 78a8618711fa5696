/**
 * Who may enter the web console, which can install code and so is the whole machine.
 * A password made at the first start, kept hashed; this machine only, unless configured otherwise.
 */
@NullMarked
package io.mynah.console;

import org.jspecify.annotations.NullMarked;

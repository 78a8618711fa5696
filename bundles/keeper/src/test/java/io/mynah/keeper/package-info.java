/** The keeper in a real framework. */
@org.jspecify.annotations.NullMarked
package io.mynah.keeper;

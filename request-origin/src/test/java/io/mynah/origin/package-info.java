/** Tests of where requests come from. */
@org.jspecify.annotations.NullMarked
package io.mynah.origin;

/**
 * The tables that the front end reads by: where they lie, how they are parsed, how they are held in memory.
 * All of them are fetched data in JSON; nothing here knows what they mean.
 */
@NullMarked
package io.mynah.text.data;

import org.jspecify.annotations.NullMarked;

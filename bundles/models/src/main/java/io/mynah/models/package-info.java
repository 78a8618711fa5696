/**
 * The model store: a manifest of models, the folders and the hub's cache they may lie in, and downloads that are whole and
 * checked or not to be seen. Nothing is fetched unless somebody asked for it.
 */
@NullMarked
package io.mynah.models;

import org.jspecify.annotations.NullMarked;

/**
 * MP3, OGG and FLAC to WAV and back, by the ffmpeg that JAVE2 brings along for each platform.
 * The headers are read by code of this package before ffmpeg sees a file, and what ffmpeg decoded is measured against them.
 *
 * <p>Of JAVE2 this takes the binaries and not the classes. {@code Encoder} and {@code MultimediaObject} start two
 * processes for a conversion, wait for them without a limit of time, keep the {@code Process} to themselves so that
 * nobody else can kill it, read what is meant for people ("Duration: …", in which a file's own tags can stand) and write
 * those lines to the log; {@code DefaultFFMPEGLocator} unpacks to a folder below the temporary one whose name anybody on
 * the machine can take first. What would remain to be used is the putting together of a command line.
 */
@NullMarked
package io.mynah.audio.convert;

import org.jspecify.annotations.NullMarked;

package io.mynah.models;

import org.jspecify.annotations.Nullable;

/**
 * What the hub says of a file.
 *
 * @param commit that the revision stands for
 * @param etag names the content: of large files its SHA-256, of small ones the SHA-1 that git has of it; {@code null} if the
 *     commit has no such file
 * @param size in bytes; -1 if the hub does not say
 */
record RemoteFile(String commit, @Nullable String etag, long size) {}

package io.mynah.api.model;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The token for closed models that a person gave to this server to keep, as a service beside {@link ModelStore}. It can be
 * replaced and forgotten, not asked for. Safe for use by several threads.
 */
@ProviderType
public interface ModelToken {

    /**
     * Keeps a token, instead of the one before, in a file that nobody but its owner can read, from its first byte on.
     *
     * @param token what the hub calls an access token
     * @return the file's path, for people
     * @throws IllegalArgumentException if it holds characters that no token has; the message does not repeat it
     * @throws ModelException.Storage if it cannot be written; the one before is still there then
     */
    String keep(String token) throws ModelException;

    /**
     * Deletes the token that was kept.
     *
     * @return whether there was one
     * @throws ModelException.Storage if it cannot be deleted
     */
    boolean forget() throws ModelException;
}

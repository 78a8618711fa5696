package io.mynah.api.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Mynah's bundles, and those that people dropped in. Safe for use by several threads. */
@ProviderType
public interface BundleAdmin {

    /** All of them, by their names. */
    List<BundleStatus> bundles();

    /**
     * Begins to replace a bundle by the jar of another version of it, and returns: it may be the bundle that asks for it.
     * {@link #bundles} tells how that goes on. One out of {@code deploy/} is replaced there and stays; any other one is what the
     * distribution has again after the next start.
     *
     * @param jar of a bundle with the symbolic name of one that is there; read until this returns, and left as it is
     * @return of the bundle, {@link BundleStatus#swapping}
     * @throws AdminException {@link AdminException.Invalid} if the file is no bundle, {@link AdminException.Unknown} if no
     *     bundle of that name is among {@link #bundles}, {@link AdminException.Busy} if it is just being replaced
     * @throws IOException if the jar cannot be read or there is no room for it
     */
    BundleStatus swap(Path jar) throws AdminException, IOException;
}

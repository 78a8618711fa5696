package io.mynah.api.admin;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Tells which bundles were given a new version that did not do. Safe for use by several threads. */
@ProviderType
public interface BundleFailures {

    /** One for each bundle at most, by their names. It goes when a version comes that does, or when the bundle goes. */
    List<BundleFailure> failures();
}

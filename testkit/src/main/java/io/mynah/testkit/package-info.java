/**
 * What tests of engines and of the way of a request share: a tone engine with injected faults, and the contract test.
 * The same jar is dropped into a real distribution by the process tests.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.mynah.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

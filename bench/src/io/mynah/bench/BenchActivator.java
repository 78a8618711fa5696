package io.mynah.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Opens the control socket {@code bench.socket} in the server's home for as long as the bundle runs. */
public final class BenchActivator implements BundleActivator {
    private final Control control = new Control();

    @Override
    public void start(BundleContext context) throws IOException {
        Path home = Path.of(context.getProperty("mynah.home"));
        control.open(home.resolve("bench.socket"), new Measurements(context));
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        control.close();
    }
}

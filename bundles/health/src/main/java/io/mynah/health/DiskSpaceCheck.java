package io.mynah.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether there is room for clips, logs and long answers where the server's home is. */
@Component(property = {HealthCheck.NAME + "=Disk space", HealthCheck.TAGS + "=mynah"})
public final class DiskSpaceCheck implements HealthCheck {
    private static final long MEGABYTE = 1L << 20;
    /** A few hundred clips, or an hour of answers that wait to be read. */
    static final long LITTLE = 500 * MEGABYTE;
    /** Not even a long answer. */
    static final long HARDLY_ANY = 50 * MEGABYTE;

    private final Path home;

    @Activate
    public DiskSpaceCheck(BundleContext context) {
        this.home = Path.of(String.valueOf(context.getProperty("mynah.home")));
    }

    @Override
    public Result execute() {
        try {
            return judge(Files.getFileStore(home).getUsableSpace());
        } catch (IOException e) {
            return new Result(Status.CRITICAL, "Nobody can tell how much room is left: " + e.getMessage(), e);
        }
    }

    /** @param free bytes */
    static Result judge(long free) {
        String left = free / MEGABYTE + " MB are free";
        if (free < HARDLY_ANY) {
            return new Result(Status.CRITICAL, left + ": clips cannot be saved, and long texts not be spoken");
        }
        return new Result(free < LITTLE ? Status.WARN : Status.OK, left);
    }
}

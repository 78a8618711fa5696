package io.mynah.health;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.stream.Stream;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether Java's heap is full of what is in use, which what is used at a moment does not tell: after a collection. */
@Component(property = {HealthCheck.NAME + "=Memory", HealthCheck.TAGS + "=mynah"})
public final class MemoryCheck implements HealthCheck {
    private static final int MANY_PERCENT = 85;
    private static final int ALMOST_ALL_PERCENT = 95;
    private static final long MEGABYTE = 1L << 20;

    @Activate
    public MemoryCheck() {}

    @Override
    public Result execute() {
        // The pools that are collected have a maximum where the collector has one for them; the old generation has.
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .flatMap(usage -> usage == null || usage.getMax() <= 0 ? Stream.empty() : Stream.of(usage))
                .max((one, other) -> Long.compare(one.getMax(), other.getMax()))
                .map(MemoryCheck::judge)
                .orElseGet(() -> new Result(Status.OK, "The heap has not been collected yet"));
    }

    /** @param usage after a collection */
    static Result judge(MemoryUsage usage) {
        long percent = 100 * usage.getUsed() / usage.getMax();
        String inUse = usage.getUsed() / MEGABYTE + " MB of the heap's " + usage.getMax() / MEGABYTE
                + " MB for what lives long were in use after the last full collection";
        if (percent >= ALMOST_ALL_PERCENT) {
            return new Result(Status.CRITICAL, inUse);
        }
        return new Result(percent >= MANY_PERCENT ? Status.WARN : Status.OK, inUse);
    }
}

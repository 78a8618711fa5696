package io.mynah.core.engines;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.TtsEngine;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** An engine and its open leases; guarded by the registry's lock. */
final class Entry {
    final TtsEngine engine;
    final long order;
    final Set<Lease> leases = new HashSet<>();
    final CircuitBreaker breaker;
    final Pace pace = new Pace();
    EngineInfo info;
    int ranking;
    /** Its service is going, or has gone. */
    boolean leaves;
    /** It has gone, and keeps a lease. */
    boolean hangs;

    Entry(TtsEngine engine, int ranking, long order, LongSupplier nanoTime) {
        this.engine = engine;
        this.info = engine.info();
        this.ranking = ranking;
        this.order = order;
        this.breaker = new CircuitBreaker(nanoTime);
    }

    Standing standing(Wishes wishes) {
        return new Standing(
                engine,
                info,
                order,
                ranking,
                wishes.isPromoted(this),
                leases.size(),
                wishes.isStopped(info),
                breaker.trouble(),
                leaves,
                hangs);
    }
}

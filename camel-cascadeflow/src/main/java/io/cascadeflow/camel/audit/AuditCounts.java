package io.cascadeflow.camel.audit;

import io.cascadeflow.pricing.Usd;
import java.util.concurrent.atomic.LongAdder;

/** What became of the audits since the start. Safe to share between threads. */
final class AuditCounts {

    final LongAdder compared = new LongAdder();
    final LongAdder disagreed = new LongAdder();
    final LongAdder unlabelled = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder skipped = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void spent(Usd cost) {
        nanos.add(cost.nanos());
    }

    Usd cost() {
        return new Usd(nanos.sum());
    }
}

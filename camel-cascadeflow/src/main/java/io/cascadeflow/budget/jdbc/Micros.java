package io.cascadeflow.budget.jdbc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the ledger's tables hold them: whole microseconds since 1970. */
final class Micros {

    private Micros() {}

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}

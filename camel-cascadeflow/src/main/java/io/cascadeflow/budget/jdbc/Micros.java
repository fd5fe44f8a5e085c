package io.cascadeflow.budget.jdbc;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as tables hold them: whole microseconds since 1970. */
public final class Micros {

    private Micros() {}

    public static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}

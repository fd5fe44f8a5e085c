package io.cascadeflow.budget;

import java.time.Duration;
import java.time.Instant;

/** How old lines must be before they may be removed. */
public final class LedgerAge {

    private static final Duration YOUNGEST = Duration.ofDays(1);

    private LedgerAge() {}

    /**
     * The instant before which lines are old enough.
     *
     * @throws IllegalArgumentException when the age is less than a day
     */
    public static Instant before(Instant now, Duration age) {
        if (age.compareTo(YOUNGEST) < 0) {
            throw new IllegalArgumentException(
                    "lines of the ledger are kept for %s: keep them for a day or longer".formatted(age));
        }
        return now.minus(age);
    }
}

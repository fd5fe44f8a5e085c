package io.cascadeflow.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answers that were given lately, by the decision's id, and whether they are on record. Bounded. Thread-safe. */
public final class GivenAnswers {

    private static final int MOST = 10_000;
    private static final Duration OLDEST = Duration.ofDays(1);

    private final Clock clock;
    private final Map<String, Given> byId = new LinkedHashMap<>();

    private record Given(Instant at, boolean onRecord) {}

    public GivenAnswers(Clock clock) {
        this.clock = clock;
    }

    public synchronized void add(String id, boolean onRecord) {
        byId.put(id, new Given(clock.instant(), onRecord));
        forgetOld();
    }

    /** Where feedback on an answer gets to. */
    public synchronized Place find(String id) {
        forgetOld();
        Given given = byId.get(id);
        if (given == null) {
            return Place.UNKNOWN;
        }
        return given.onRecord() ? Place.ON_RECORD : Place.NOT_ON_RECORD;
    }

    private void forgetOld() {
        Instant since = clock.instant().minus(OLDEST);
        Iterator<Given> oldest = byId.values().iterator();
        while (oldest.hasNext()) {
            boolean old = oldest.next().at().isBefore(since);
            if (!old && byId.size() <= MOST) {
                return;
            }
            oldest.remove();
        }
    }

    /** Where an answer is. */
    public enum Place {
        ON_RECORD,
        /** It is known, and was not recorded. */
        NOT_ON_RECORD,
        /** It is too old, from before a restart, or was never given. */
        UNKNOWN
    }
}

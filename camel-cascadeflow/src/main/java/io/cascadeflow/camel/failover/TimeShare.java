package io.cascadeflow.camel.failover;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.Deadlines;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * How the time until the deadline is shared among endpoints: one that stays silent leaves some to the next.
 *
 * @param header the deadline as the question has it; absent when there is none
 * @param deadline what it means; absent likewise
 * @param share of the time that is left, for an endpoint that is not the last
 */
record TimeShare(@Nullable Object header, @Nullable Instant deadline, double share) {

    private static final double HALF = 0.5;

    /** @throws IllegalArgumentException when the deadline is none */
    static TimeShare of(Message question, double share, Instant now) {
        Object header = question.getHeader(CascadeFlowConstants.DEADLINE);
        return new TimeShare(header, Deadlines.at(header, now), share);
    }

    boolean isOver(Instant now) {
        return deadline != null && !now.isBefore(deadline);
    }

    /**
     * How long to wait before another one is asked as well: as long as was wished, but no longer than that other one, if it takes
     * as long as usual, still has time to answer.
     */
    Duration earlier(Duration wished, LatencyWindow latencies, Instant now) {
        Duration usual = latencies.quantile(HALF).orElse(null);
        if (deadline == null || usual == null) {
            return wished;
        }
        Duration latest = Duration.between(now, deadline).minus(usual);
        return latest.isNegative() || latest.compareTo(wished) >= 0 ? wished : latest;
    }

    void giveTo(Message message, boolean isLast, Instant now) {
        if (deadline != null) {
            Duration left = Duration.between(now, deadline);
            boolean shares = !isLast && !left.isNegative() && left.compareTo(Duration.ofDays(1)) < 0;
            message.setHeader(
                    CascadeFlowConstants.DEADLINE, shares ? now.plusNanos((long) (left.toNanos() * share)) : deadline);
        }
    }

    /** What comes after the tier has its own time again. */
    void takeBack(Message message) {
        if (header != null) {
            message.setHeader(CascadeFlowConstants.DEADLINE, header);
        }
    }
}

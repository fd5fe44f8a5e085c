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

    /** @throws IllegalArgumentException when the deadline is none */
    static TimeShare of(Message question, double share, Instant now) {
        Object header = question.getHeader(CascadeFlowConstants.DEADLINE);
        return new TimeShare(header, Deadlines.at(header, now), share);
    }

    boolean isOver(Instant now) {
        return deadline != null && !now.isBefore(deadline);
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

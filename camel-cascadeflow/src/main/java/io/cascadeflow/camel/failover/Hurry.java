package io.cascadeflow.camel.failover;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.Deadlines;
import io.cascadeflow.camel.failover.Alternative.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a deadline asks of the endpoints of a tier: one that usually takes longer than it would get is asked after those that do
 * not. Where nothing was measured, or none is fast enough, nothing changes.
 *
 * @param exchange that is told which ones have to wait
 * @param left time for all of them; absent without a deadline
 * @param share of it that one gets while another one could follow
 */
record Hurry(Exchange exchange, @Nullable Duration left, double share) {

    /** @throws IllegalArgumentException when the deadline is none */
    static Hurry of(Exchange exchange, double share, Instant now) {
        Instant deadline = Deadlines.at(exchange.getMessage().getHeader(CascadeFlowConstants.DEADLINE), now);
        return new Hurry(exchange, deadline == null ? null : Duration.between(now, deadline), share);
    }

    /**
     * The same endpoints, in the order in which they are asked.
     *
     * @param ranked their numbers, in the order that the plan wants
     * @param standings of all endpoints
     */
    List<Integer> inTimeFirst(List<Integer> ranked, List<Standing> standings) {
        exchange.removeProperty(CascadeFlowProperties.HURRIED);
        if (left == null || left.isNegative() || ranked.size() < 2) {
            return ranked;
        }
        Duration gets = Duration.ofMillis((long) (left.toMillis() * share));
        List<Integer> late = ranked.stream()
                .filter(i -> isLonger(standings.get(i).usual(), gets))
                .toList();
        if (late.isEmpty() || late.size() == ranked.size()) {
            return ranked;
        }
        List<Integer> all = new ArrayList<>(ranked);
        all.removeAll(late);
        if (!ranked.subList(0, all.size()).equals(all)) {
            exchange.setProperty(
                    CascadeFlowProperties.HURRIED,
                    late.stream()
                            .map(i ->
                                    "endpoint %d: usually takes %d ms, and would get %d ms; others are asked before it"
                                            .formatted(
                                                    i + 1,
                                                    millis(standings.get(i).usual()),
                                                    gets.toMillis()))
                            .toList());
        }
        all.addAll(late);
        return all;
    }

    private static boolean isLonger(@Nullable Duration usual, Duration gets) {
        return usual != null && usual.compareTo(gets) > 0;
    }

    private static long millis(@Nullable Duration usual) {
        return usual == null ? 0 : usual.toMillis();
    }
}

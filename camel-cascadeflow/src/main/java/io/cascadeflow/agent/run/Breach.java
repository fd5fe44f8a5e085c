package io.cascadeflow.agent.run;

import io.cascadeflow.agent.run.RunAction.Stop;
import io.cascadeflow.policy.RunLimit;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which limit keeps a run from what it wants. Pure functions. */
final class Breach {

    private final RunState state;
    private final RunRule rule;
    private final Wanted wanted;

    private Breach(RunState state, RunRule rule, Wanted wanted) {
        this.state = state;
        this.rule = rule;
        this.wanted = wanted;
    }

    /** The first that does; empty when none does. */
    static Optional<Stop> of(RunState state, RunRule rule, Wanted wanted, Instant now) {
        Breach look = new Breach(state, rule, wanted);
        String text = null;
        RunLimit limit = RunLimit.DEPTH;
        for (RunLimit each : RunLimit.values()) {
            if (text == null) {
                limit = each;
                text = look.complaint(each, now);
            }
        }
        return text == null
                ? Optional.empty()
                : Optional.of(new Stop(rule.name(), state.run(), limit, look.whole(limit, text)));
    }

    private String whole(RunLimit limit, String text) {
        return "run '%s' %s, by rule '%s' for runs. End its work, or raise %s"
                .formatted(state.run(), text, rule.name(), limit.word());
    }

    private @Nullable String complaint(RunLimit limit, Instant now) {
        return switch (limit) {
            case BUDGET -> budget(rule.limits().budget());
            case CALLS ->
                count(
                        "calls",
                        rule.limits().calls(),
                        state.used().calls(),
                        wanted.atMost().calls());
            case TOOL_CALLS ->
                count(
                        "tool calls",
                        rule.limits().toolCalls(),
                        state.used().toolCalls(),
                        wanted.atMost().toolCalls());
            case TIME ->
                rule.limits().time() != null
                                && state.taken(now).compareTo(rule.limits().time()) >= 0
                        ? "has gone on for its %s".formatted(rule.limits().time())
                        : null;
            case ENERGY -> energy(rule.limits().energy());
            case DEPTH -> depth(rule.limits().depth());
            case END -> null;
        };
    }

    private @Nullable String budget(@Nullable Usd budget) {
        Usd atMost = wanted.atMost().cost();
        if (budget == null || atMost.compareTo(Usd.ZERO) <= 0) {
            return null;
        }
        Usd left = budget.minus(state.used().cost());
        return atMost.compareTo(left) <= 0
                ? null
                : "has %s of %s USD left, and the call may cost %s"
                        .formatted(left.compareTo(Usd.ZERO) < 0 ? Usd.ZERO : left, budget, atMost);
    }

    private static @Nullable String count(String what, @Nullable Long limit, long used, long more) {
        return limit == null || more == 0 || used <= limit - more
                ? null
                : "has %d of %d %s left, and %d more %s wanted"
                        .formatted(Math.max(0, limit - used), limit, what, more, more == 1 ? "is" : "are");
    }

    private @Nullable String energy(@Nullable Long limit) {
        if (limit == null || wanted.atMost().calls() == 0) {
            return null;
        }
        if (!wanted.energyKnown()) {
            return "is limited in energy, and that of the model is not known";
        }
        long used = state.used().energy();
        long more = wanted.atMost().energy();
        return used <= limit - more
                ? null
                : "has %d of %d J left, and the call may take %d"
                        .formatted(Math.max(0, limit - used) / 1000, limit / 1000, more / 1000);
    }

    private @Nullable String depth(@Nullable Integer limit) {
        int within = wanted.path().depth() - RunPath.of(state.run()).depth();
        return limit == null || within <= limit
                ? null
                : "may have runs within it %d deep, and the call is %d deep".formatted(limit, within);
    }
}

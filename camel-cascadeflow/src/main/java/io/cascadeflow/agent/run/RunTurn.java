package io.cascadeflow.agent.run;

import io.cascadeflow.agent.run.RunEntry.Act;
import io.cascadeflow.agent.run.RunEntry.Call;
import io.cascadeflow.agent.run.RunEntry.Kind;
import io.cascadeflow.pricing.Usd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request to a model that a run was allowed to make. It ends once; what is told later changes nothing. Thread-safe. */
public final class RunTurn {

    private final Tree tree;
    private final Clock clock;
    private final Wanted wanted;
    private final Call call;
    private final Tree.Begun begun;
    private final AtomicBoolean over = new AtomicBoolean();

    RunTurn(Tree tree, Clock clock, Wanted wanted, Call call, Tree.Begun begun) {
        this.tree = tree;
        this.clock = clock;
        this.wanted = wanted;
        this.call = call;
        this.begun = begun;
    }

    /**
     * It was not made after all.
     *
     * @param by what the ledger refused it for, where that is a limit of a run; absent otherwise
     */
    public void notMade(@Nullable Act by) {
        if (over.compareAndSet(false, true)) {
            List<Act> acts = new ArrayList<>(begun.acts());
            if (by != null) {
                acts.add(by);
            }
            end(it -> it.without(wanted, entry(it, Kind.REFUSED, Tally.ZERO, 0, 0, acts)));
        }
    }

    /**
     * It was made.
     *
     * @param answered whether there is an answer
     * @param energy millijoules; absent when that is not known
     */
    public void ended(boolean answered, Usd cost, @Nullable Long energy, long inputTokens, long outputTokens) {
        if (over.compareAndSet(false, true)) {
            Tally came = Tally.ofCall(cost, energy);
            Kind kind = answered ? Kind.ANSWERED : Kind.FAILED;
            end(it -> it.done(wanted, entry(it, kind, came, inputTokens, outputTokens, begun.acts())));
        }
    }

    /** It was made, and nobody knows what became of it: it counts with the most that it may have come to. */
    public void lost() {
        if (over.compareAndSet(false, true)) {
            end(it -> it.done(wanted, entry(it, Kind.FAILED, wanted.atMost(), 0, 0, begun.acts())));
        }
    }

    private void end(Consumer<Tree> step) {
        tree.locked(it -> {
            step.accept(it);
            return true;
        });
    }

    private RunEntry entry(Tree it, Kind kind, Tally used, long inputTokens, long outputTokens, List<Act> acts) {
        Instant now = clock.instant();
        long took = Math.max(0, Duration.between(begun.at(), now).toMillis());
        return new RunEntry(
                begun.number(),
                it.next(now),
                begun.at(),
                wanted.path().id(),
                kind,
                call,
                used,
                wanted.atMost(),
                inputTokens,
                outputTokens,
                took,
                List.of(),
                acts);
    }
}

package io.cascadeflow.camel;

import io.cascadeflow.camel.stream.Streaming;
import io.cascadeflow.camel.stream.TierStream;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Early;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ReplySink;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What one run of a cascade tells as it goes on to whoever listens; nothing where nobody does. */
final class RunStream {

    /** Proxies and clients give up on a silent connection after 15 s at the earliest. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final Exchange exchange;
    private final @Nullable ReplySink listener;
    private final boolean givesUp;
    private @Nullable TierStream tier;

    /** @param givesUp whether drafts are given up that have no chance; else they are waited for */
    RunStream(Exchange exchange, boolean givesUp) {
        this.exchange = exchange;
        this.givesUp = givesUp;
        this.listener = Streaming.sinkOf(exchange);
    }

    /**
     * A tier is about to be asked: what it answers is held back where it may still be rejected.
     *
     * @param last whether no other tier is planned after it
     * @param forced whether any sound answer of it is taken
     * @param judge looks at its answer as it grows; absent for the endpoint's own gate
     */
    void begin(Step.Ask step, TierSteps steps, boolean last, boolean forced, @Nullable Gate judge) {
        if (listener == null) {
            Streaming.tell(exchange, Streaming.WHOLE);
            return;
        }
        Tier asked = step.tier();
        boolean ruled = asked.acceptAbove() != null || steps.acceptWhen() != null;
        boolean free = !asked.judged() && (forced || (!ruled && asked.caution() == null));
        boolean live = free && steps.single() && last;
        Double threshold = free || asked.caution() != null ? null : asked.acceptAbove();
        // a judge looks at whole answers
        boolean commits = steps.acceptWhen() == null && steps.single() && !asked.judged();
        TierStream growing =
                new TierStream(asked.name(), listener, new TierStream.Rule(live, judge, threshold, heeded(commits)));
        if (!live) {
            growing.keepAlive(KEEP_ALIVE);
        }
        tier = growing;
        Streaming.tell(exchange, growing);
    }

    /** No tier is asked: its answer is kept from an earlier run. */
    void again(String tierName) {
        if (listener != null) {
            tier = new TierStream(tierName, listener, TierStream.HELD);
        }
    }

    private Set<Early> heeded(boolean commits) {
        Set<Early> heeded = EnumSet.noneOf(Early.class);
        if (givesUp) {
            heeded.add(Early.REJECT);
        }
        if (commits) {
            heeded.add(Early.COMMIT);
        }
        return heeded;
    }

    /** Whether anybody listens. */
    boolean isHeard() {
        return listener != null;
    }

    /** The tier's steps are done. */
    void ended() {
        if (tier != null) {
            tier.end();
        }
    }

    /** Whether its answer was given before its end, on the gate's word. */
    boolean isCommitted() {
        return tier != null && tier.isCommitted();
    }

    /** How many characters had come when the gate gave the answer up; absent when it did not. */
    @Nullable
    Integer givenUpAt() {
        return tier == null ? null : tier.givenUpAt();
    }

    /** Whether no other tier may be asked: what was shown cannot be taken back, or nobody waits for it. */
    boolean isOver() {
        return (tier != null && tier.isShown())
                || (listener != null && listener.stop().isDone());
    }

    /** What the tier answered last is not the answer. */
    void drop(Attempt attempt) {
        if (tier != null) {
            tier.drop(attempt.reason().text());
        }
    }

    /**
     * Whoever listens gets all of the answer.
     *
     * @param last whether it is that of the tier asked last
     * @return complete when it is told, or nobody wants it
     */
    CompletionStage<Void> give(Attempt answer, TierReading given, boolean last) {
        TierStream growing = tier;
        if (growing == null) {
            return CompletableFuture.completedFuture(null);
        }
        ChatReply reply =
                given.draft() != null ? given.draft().reply() : ChatReply.of("", MessageText.of(given.message()));
        TierStream giver = last ? growing : new TierStream(answer.tier().name(), growing.listener(), TierStream.HELD);
        return giver.give(reply);
    }

    /** What is around the cascade listens again. */
    void leave() {
        Streaming.tell(exchange, listener);
    }
}

package io.cascadeflow.benchmarks.audit;

import io.cascadeflow.audit.trail.AppliedPolicy;
import io.cascadeflow.audit.trail.Decided;
import io.cascadeflow.cascade.Attribution;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.CascadeState;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.GateVersion;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Decisions of 500 tenants, one each half second; every third is escalated, every hundredth is rejected. */
public final class MadeUpDecisions {

    static final int TENANTS = 500;
    static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");

    private static final int MILLIS_BETWEEN = 500;
    private static final String QUESTION = "How do I return an item that was delivered last week? ".repeat(10);
    private static final String ANSWER = "Send it back within thirty days, with the form that came with it. ".repeat(8);
    private static final Map<String, Double> SIGNALS = Map.of(
            "logprob.mean", -0.21, "logprob.least", -2.4, "text.hedges", 0.0, "text.length", 512.0, "sums.right", 1.0);
    private static final Cascade CASCADE =
            new Cascade("support", List.of(new Tier("small", 0.75), new Tier("large", 0.5)));

    private MadeUpDecisions() {}

    public static Instant at(int i) {
        return FIRST.plusMillis((long) i * MILLIS_BETWEEN);
    }

    public static String tenant(int i) {
        return "tenant-" + Math.floorMod(i * 31, TENANTS);
    }

    public static Decided decided(int i) {
        Decision decision = decision(i);
        return new Decided(
                decision,
                Collections.nCopies(decision.attempts().size(), "openai:gpt-4o-mini"),
                null,
                AppliedPolicy.NONE,
                ChatRequest.of(QUESTION),
                decision.outcome().hasAnswer() ? ChatReply.of("gpt-4o-mini", ANSWER) : null);
    }

    private static Decision decision(int i) {
        CascadeState start = CascadeState.start(CASCADE, null, null).state();
        Duration took = Duration.ofMillis(300 + i % 700);
        Step step = start.next(answered(i % 3 == 0 ? 0.4 : 0.9), took, at(i));
        if (step instanceof Step.Ask) {
            step = step.state().next(answered(i % 100 == 0 ? 0.3 : 0.9), took, at(i));
        }
        Attribution attribution = new Attribution("run-" + i / 4, tenant(i), "user-" + i % 4000, null, "billing");
        return Decision.of(new UUID(i, ~i).toString(), at(i), (Step.Finish) step, attribution);
    }

    private static Answered answered(double confidence) {
        GateVersion gate = new GateVersion("support", "2026-10-01-5a3c0e9d1f22");
        return new Answered(new Assessment(List.of(), confidence, SIGNALS, null, gate), true, Usd.of("0.00042"));
    }
}

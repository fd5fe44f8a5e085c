package io.cascadeflow.audit.trail;

import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.ToolDenial;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.cascade.Attribution;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.CascadeState;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.GateVersion;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decisions to put on record. */
public final class Records {

    public static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private static final Assessment SURE = new Assessment(
            List.of(), 0.8, Map.of("length", 3.0, "agreement", 1.0), null, new GateVersion("first-gate", "abc"));

    private Records() {}

    /** The decision number {@code i}: a second after the one before, of tenant acme or globex in turn. */
    public static DecisionRecord record(int i) {
        return DecisionRecord.of(decided(i, "q" + i), ContentKeeper.HASH);
    }

    public static List<DecisionRecord> records(int from, int to) {
        return IntStream.range(from, to).mapToObj(Records::record).toList();
    }

    public static Decided decided(int i, String question) {
        return decided(decision(i), question, "a" + i);
    }

    public static Decided decided(Decision decision, String question, @Nullable String answer) {
        List<String> models = Collections.nCopies(decision.attempts().size(), "openai:mini");
        return new Decided(
                decision,
                models,
                Usd.of("0.004"),
                AppliedPolicy.NONE,
                ChatRequest.of(question),
                answer == null ? null : ChatReply.of("mini", answer));
    }

    /** What came of a call that the answer of decision number {@code i} asked for. */
    public static CalledTool called(int i, int number, ToolOutcome.Kind kind) {
        ToolCall call = new ToolCall("c" + number, "refund", "{\"orderId\":\"A-" + i + "\"}");
        ToolOutcome outcome =
                new ToolOutcome(call, kind, "said " + i, Duration.ofMillis(kind.hasReachedTool() ? 12 : 0));
        return new CalledTool(
                NOON.plusSeconds(i).plusMillis(number),
                "helpdesk",
                2,
                number,
                "d" + i,
                attribution(i),
                Risk.HIGH,
                kind == ToolOutcome.Kind.DENIED
                        ? outcome.deniedBy(new ToolDenial(ToolDenial.By.RULE, Set.of("no-refunds")))
                        : outcome);
    }

    /** Every third is escalated. */
    public static Decision decision(int i) {
        Cascade cascade = new Cascade(
                i % 5 == 0 ? "sales" : "support", List.of(new Tier("small", 0.75), new Tier("large", null)));
        Answered sure = new Answered(SURE, true, Usd.of("0.002"));
        Answered unsure = new Answered(Assessment.of(0.1), true, Usd.of("0.001"));
        CascadeState start = CascadeState.start(cascade, null, null).state();
        Duration took = Duration.ofMillis(40 + i);
        Step step = i % 3 == 0
                ? start.next(unsure, took, NOON).state().next(sure, took, NOON)
                : start.next(sure, took, NOON);
        return Decision.of("d" + i, NOON.plusSeconds(i), (Step.Finish) step, attribution(i));
    }

    public static Outcome outcome(int i) {
        return i % 3 == 0 ? Outcome.ESCALATED : Outcome.ACCEPTED;
    }

    public static String tenant(int i) {
        return i % 2 == 0 ? "acme" : "globex";
    }

    private static Attribution attribution(int i) {
        return new Attribution("run-" + i, tenant(i), "ann", null, "billing");
    }
}

package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.AgentRecord;
import io.cascadeflow.agent.AgentRecord.Used;
import io.cascadeflow.agent.AgentState;
import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.StopReason;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.audit.trail.AuditTrail;
import io.cascadeflow.audit.trail.CalledTool;
import io.cascadeflow.camel.Attributions;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.cascade.Attribution;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.model.ChatReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of an agent came to: for whoever gets its answer, and on record for later. Confined to one pass.
 */
final class StepLog {

    private final String agent;
    private final Map<String, OfferedTool> tools;
    private final AuditTrail trail;
    private final Clock clock;
    private final StepSums sums = new StepSums();
    private final List<AgentRecord.Step> steps = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private @Nullable Exchange last;
    private boolean redone;
    private Instant asked;

    /** @param tools by name those that the agent has */
    StepLog(String agent, Map<String, OfferedTool> tools, AgentWorkings workings) {
        this.agent = agent;
        this.tools = tools;
        this.trail = workings.trail();
        this.clock = workings.clock();
        this.asked = clock.instant();
    }

    /** @param again whether a rule wants another model for what the one before would have done */
    void asks(boolean again) {
        redone = again;
        asked = clock.instant();
    }

    void answered(Exchange exchange) {
        last = exchange;
        decisions.addAll(Traces.of(exchange));
        sums.add(exchange.getMessage());
    }

    boolean isRedone() {
        return redone;
    }

    /** The calls of an answer, none of which is made. */
    CompletableFuture<@Nullable Void> addNotMade(ChatReply said) {
        return add(said.message().toolCalls().stream()
                .map(call -> new ToolOutcome(call, Kind.NOT_MADE, "", Duration.ZERO))
                .toList());
    }

    /**
     * A step is over.
     *
     * @param outcomes of all calls of its answer
     * @return done when there is room for it on record; until then the agent is to be held back
     */
    CompletableFuture<@Nullable Void> add(List<ToolOutcome> outcomes) {
        Exchange step = Objects.requireNonNull(last);
        String decision = step.getMessage().getHeader(CascadeFlowConstants.DECISION_ID, String.class);
        steps.add(new AgentRecord.Step(
                decision,
                step.getMessage().getHeader(CascadeFlowConstants.TIER, String.class),
                redone,
                Duration.between(asked, clock.instant()),
                outcomes.stream().map(this::used).toList()));
        return outcomes.isEmpty() || trail.isEmpty() || step.getProperty(CascadeFlowProperties.AUDIT_TRAIL) != null
                ? CompletableFuture.completedFuture(null)
                : trail.add(calls(step, decision, outcomes)).toCompletableFuture();
    }

    private List<CalledTool> calls(Exchange step, @Nullable String decision, List<ToolOutcome> outcomes) {
        Attribution attribution = Attributions.of(step.getMessage());
        List<CalledTool> calls = new ArrayList<>();
        for (ToolOutcome outcome : outcomes) {
            calls.add(new CalledTool(
                    clock.instant(),
                    agent,
                    steps.size(),
                    calls.size() + 1,
                    decision,
                    attribution,
                    risk(outcome.call().name()),
                    outcome));
        }
        return calls;
    }

    private Used used(ToolOutcome outcome) {
        String tool = outcome.call().name();
        return new Used(tool, risk(tool), outcome.kind(), outcome.took());
    }

    /** Absent where the agent has no such tool. */
    @Nullable
    Risk risk(String tool) {
        OfferedTool offered = tools.get(tool);
        return offered == null ? null : offered.tool().risk();
    }

    AgentEnd end(AgentState state, StopReason reason, @Nullable ChatReply reply, @Nullable Exception failure) {
        return new AgentEnd(state, reason, reply, last, failure, List.copyOf(steps), decisions, sums);
    }
}

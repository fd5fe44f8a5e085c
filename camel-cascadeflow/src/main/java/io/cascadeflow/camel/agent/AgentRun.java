package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.AgentRecord;
import io.cascadeflow.agent.AgentRecord.Used;
import io.cascadeflow.agent.AgentState;
import io.cascadeflow.agent.AgentStep;
import io.cascadeflow.agent.PlannedCall;
import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.StopReason;
import io.cascadeflow.agent.Tool;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.camel.bridge.CascadeAnswer;
import io.cascadeflow.camel.policy.Estimate;
import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.camel.run.CascadeFlowRuns;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.RunStoppedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ReactiveExecutor;
import org.jspecify.annotations.Nullable;

/** One pass through an agent: it does what the step machine says, one thing at a time. No thread waits. */
final class AgentRun {

    private final AgentSetup setup;
    private final AgentWorkings workings;
    private final AsyncProcessor asked;
    private final StepExchange exchanges;
    private final ToolCalling calling;
    private final Map<String, OfferedTool> tools;
    private final ReactiveExecutor executor;
    private final CompletableFuture<AgentEnd> end = new CompletableFuture<>();
    private final List<AgentRecord.Step> steps = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final StepSums sums = new StepSums();
    private @Nullable Exchange last;
    private @Nullable ChatReply reply;
    private Instant asking;
    private boolean redone;

    AgentRun(
            AgentSetup setup,
            AgentWorkings workings,
            AsyncProcessor asked,
            @Nullable Consent consent,
            Map<String, OfferedTool> tools,
            StepExchange exchanges) {
        this.setup = setup;
        this.workings = workings;
        this.asked = asked;
        this.tools = tools;
        this.exchanges = exchanges;
        this.calling = new ToolCalling(setup, workings, tools, exchanges, consent);
        this.executor =
                exchanges.around().getContext().getCamelContextExtension().getReactiveExecutor();
        this.asking = workings.clock().instant();
    }

    /** @return completes with what it came to; fails only where the agent itself is at fault */
    CompletableFuture<AgentEnd> start(ChatRequest question, List<Tool> offered) {
        later(() -> follow(AgentState.start(question, offered, setup.limits())));
        return end;
    }

    private void later(Runnable part) {
        executor.schedule(() -> {
            try {
                part.run();
            } catch (Throwable t) {
                end.completeExceptionally(t);
            }
        });
    }

    private void follow(AgentStep step) {
        if (step instanceof AgentStep.Ask ask) {
            ask(ask, null);
        } else if (step instanceof AgentStep.Call call) {
            rule(call);
        } else {
            AgentStep.Finish finish = (AgentStep.Finish) step;
            if (finish.reply() != null) {
                add(notMade(finish.reply()));
            }
            finish(finish.state(), finish.reason(), null);
        }
    }

    /** @param called what the answer before wants to call, for which a rule wants another model; absent for the first one */
    private void ask(AgentStep.Ask ask, @Nullable CalledTools called) {
        StopReason over = over();
        if (over != null) {
            finish(ask.state(), over, null);
            return;
        }
        Exchange exchange = exchanges.with(ask.request());
        StepExchange.key(exchange, String.valueOf(ask.state().steps()));
        if (called != null) {
            called.set(exchange);
        }
        redone = called != null;
        asking = workings.clock().instant();
        asked.process(exchange, doneSync -> later(() -> answered(ask, exchange)));
    }

    private @Nullable StopReason over() {
        CompletableFuture<?> stop = ToolCalling.stopOf(exchanges.around());
        if (stop != null && stop.isDone()) {
            return StopReason.CANCELLED;
        }
        return workings.clock().instant().isBefore(exchanges.deadline()) ? null : StopReason.TIME;
    }

    private void answered(AgentStep.Ask ask, Exchange exchange) {
        last = exchange;
        decisions.addAll(Traces.of(exchange));
        sums.add(exchange.getMessage());
        Exception failure = exchange.getException();
        if (failure != null) {
            add(List.of());
            StopReason over = over();
            finish(ask.state(), over != null ? over : Failures.reason(failure), failure);
            return;
        }
        ChatReply said = CascadeAnswer.of(exchange).reply();
        CalledTools called = called(said);
        if (called != null && !redone && wantsAnother(exchange, ask.request(), called)) {
            again(ask.state().again(said), said, called);
            return;
        }
        reply = said;
        follow(ask.state().answered(said));
    }

    private void again(AgentStep step, ChatReply said, CalledTools called) {
        if (step instanceof AgentStep.Ask another) {
            add(notMade(said));
            ask(another, called);
        } else {
            follow(step);
        }
    }

    private List<Used> notMade(ChatReply said) {
        return said.message().toolCalls().stream()
                .map(call -> new Used(call.name(), risk(call.name()), ToolOutcome.Kind.NOT_MADE, Duration.ZERO))
                .toList();
    }

    private @Nullable CalledTools called(ChatReply said) {
        Set<String> names =
                said.message().toolCalls().stream().map(ToolCall::name).collect(Collectors.toSet());
        return names.stream()
                .map(this::risk)
                .filter(Objects::nonNull)
                .reduce(Risk::or)
                .map(risk -> new CalledTools(names, risk))
                .orElse(null);
    }

    private @Nullable Risk risk(String tool) {
        OfferedTool offered = tools.get(tool);
        return offered == null ? null : offered.tool().risk();
    }

    /** Whether the rules leave out who has answered, now that it is known what the answer wants to call. */
    private boolean wantsAnother(Exchange answered, ChatRequest question, CalledTools called) {
        Ruling ruling = ruling(question, called);
        return ruling.deniesAll().isEmpty() && setup.exclusion().excludes(answered, ruling);
    }

    private Ruling ruling(ChatRequest question, CalledTools called) {
        Policies policies = workings.payers().get().around(exchanges.around()).policies();
        Exchange exchange = exchanges.with(question);
        called.set(exchange);
        return policies.on(exchange, setup.cascade(), Estimate.UNKNOWN);
    }

    /** All tools of an answer may be called by the run's rules, or none. */
    private void rule(AgentStep.Call call) {
        try {
            CascadeFlowRuns.in(exchanges.around().getContext())
                    .tools(
                            exchanges.with(""),
                            call.calls().stream()
                                    .map(each -> each.call().name())
                                    .toList());
        } catch (RunStoppedException stopped) {
            add(notMade(call.reply()));
            finish(call.state(), StopReason.RUN, stopped);
            return;
        }
        CalledTools called = called(call.reply());
        Ruling ruling = called == null ? Ruling.NONE : ruling(call.state().request(), called);
        calling.make(call.calls(), ruling)
                .whenComplete((outcomes, failure) -> later(() -> {
                    if (failure != null) {
                        throw new IllegalStateException("calls of tools never fail", failure);
                    }
                    returned(call, outcomes);
                }));
    }

    private void returned(AgentStep.Call call, List<ToolOutcome> outcomes) {
        List<Used> used = new ArrayList<>();
        for (ToolOutcome outcome : outcomes) {
            String tool = outcome.call().name();
            used.add(new Used(tool, risk(tool), outcome.kind(), outcome.took()));
        }
        add(used);
        List<PlannedCall> calls = call.calls();
        follow(call.state().returned(call.reply(), calls, outcomes));
    }

    private void add(List<Used> used) {
        Exchange step = Objects.requireNonNull(last);
        steps.add(new AgentRecord.Step(
                step.getMessage().getHeader(CascadeFlowConstants.DECISION_ID, String.class),
                step.getMessage().getHeader(CascadeFlowConstants.TIER, String.class),
                redone,
                Duration.between(asking, workings.clock().instant()),
                used));
    }

    private void finish(AgentState state, StopReason reason, @Nullable Exception failure) {
        end.complete(new AgentEnd(state, reason, reply, last, failure, List.copyOf(steps), decisions, sums));
    }
}

package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.AgentState;
import io.cascadeflow.agent.AgentStep;
import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.StopReason;
import io.cascadeflow.agent.Tool;
import io.cascadeflow.agent.ToolDenial;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.camel.bridge.CascadeAnswer;
import io.cascadeflow.camel.policy.Estimate;
import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.camel.run.CascadeFlowRuns;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.RunStoppedException;
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
    private final ReactiveExecutor executor;
    private final CompletableFuture<AgentEnd> end = new CompletableFuture<>();
    private final StepLog log;
    private @Nullable ChatReply reply;

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
        this.exchanges = exchanges;
        this.calling = new ToolCalling(setup, workings, tools, exchanges, consent);
        this.executor =
                exchanges.around().getContext().getCamelContextExtension().getReactiveExecutor();
        this.log = new StepLog(setup.name(), tools, workings);
    }

    /** @return completes with what it came to; fails only where the agent itself is at fault */
    CompletableFuture<AgentEnd> start(ChatRequest question, List<Tool> offered) {
        CompletableFuture<@Nullable Void> recording = workings.trail().begin();
        end.whenComplete((came, failure) -> recording.complete(null));
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
            ChatReply said = finish.reply();
            if (said == null) {
                finish(finish.state(), finish.reason(), null);
            } else {
                after(log.addNotMade(said), () -> finish(finish.state(), finish.reason(), null));
            }
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
        log.asks(called != null);
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
        log.answered(exchange);
        Exception failure = exchange.getException();
        if (failure != null) {
            log.add(List.of());
            StopReason over = over();
            finish(ask.state(), over != null ? over : Failures.reason(failure), failure);
            return;
        }
        ChatReply said = CascadeAnswer.of(exchange).reply();
        CalledTools called = called(said);
        if (called != null && !log.isRedone() && wantsAnother(exchange, ask.request(), called)) {
            again(ask.state().again(said), said, called);
            return;
        }
        reply = said;
        follow(ask.state().answered(said));
    }

    private void again(AgentStep step, ChatReply said, CalledTools called) {
        if (step instanceof AgentStep.Ask another) {
            after(log.addNotMade(said), () -> ask(another, called));
        } else {
            follow(step);
        }
    }

    private @Nullable CalledTools called(ChatReply said) {
        Set<String> names =
                said.message().toolCalls().stream().map(ToolCall::name).collect(Collectors.toSet());
        return names.stream()
                .map(log::risk)
                .filter(Objects::nonNull)
                .reduce(Risk::or)
                .map(risk -> new CalledTools(names, risk))
                .orElse(null);
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
            after(log.addNotMade(call.reply()), () -> finish(call.state(), StopReason.RUN, stopped));
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
        PolicyDeniedException denied = setup.endWhenDenied() ? denied(outcomes) : null;
        after(log.add(outcomes), () -> {
            if (denied != null) {
                finish(call.state(), StopReason.DENIED, denied);
            } else {
                follow(call.state().returned(call.reply(), call.calls(), outcomes));
            }
        });
    }

    /** That of the first call that was denied; absent when none was. */
    private @Nullable PolicyDeniedException denied(List<ToolOutcome> outcomes) {
        for (ToolOutcome outcome : outcomes) {
            ToolDenial denial = outcome.denial();
            if (denial != null) {
                String tool = outcome.call().name();
                return PolicyDeniedException.of(
                        switch (denial.by()) {
                            case RULE -> Denial.ofCall(tool, setup.name(), denial.rules());
                            case CONSENT -> Denial.ofConsent(tool, setup.name());
                            case TOOL -> Denial.ofTool(tool, setup.name(), denial.rules());
                        });
            }
        }
        return null;
    }

    /** Nothing goes on before there is room on record for what was done. */
    private void after(CompletableFuture<@Nullable Void> recorded, Runnable then) {
        if (recorded.isDone()) {
            then.run();
        } else {
            recorded.whenComplete((nothing, failure) -> later(then));
        }
    }

    private void finish(AgentState state, StopReason reason, @Nullable Exception failure) {
        end.complete(log.end(state, reason, reply, failure));
    }
}

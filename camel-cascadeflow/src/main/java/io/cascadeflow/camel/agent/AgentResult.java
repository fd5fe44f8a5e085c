package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.AgentRecord;
import io.cascadeflow.agent.AgentStoppedException;
import io.cascadeflow.agent.StopReason;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.ResultHeaders;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.pricing.Usd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Leaves on an exchange what came of an agent. */
final class AgentResult {

    private static final List<String> PROPERTIES =
            List.of(CascadeFlowProperties.DRAFT, CascadeFlowProperties.ASSESSMENT, CascadeFlowProperties.CHARGE);

    private final AgentSetup setup;
    private final StepExchange exchanges;
    private final @Nullable Spending around;

    /** @param spending that of what is around the agent */
    AgentResult(AgentSetup setup, StepExchange exchanges, @Nullable Spending spending) {
        this.setup = setup;
        this.exchanges = exchanges;
        this.around = spending;
    }

    void leave(@Nullable AgentEnd end, @Nullable Throwable fault) {
        Exchange exchange = exchanges.around();
        Usd cost = new Usd(exchanges.spending().onLedger().get());
        if (around != null) {
            around.onLedger().addAndGet(cost.nanos());
        }
        if (end == null) {
            exchange.setException(
                    fault == null ? new IllegalStateException("the agent came to nothing") : Launch.cause(fault));
            return;
        }
        Message message = exchange.getMessage();
        if (end.last() != null) {
            take(end.last(), exchange);
            end.sums().leaveOn(message);
        }
        if (end.isFromBefore()) {
            ResultHeaders.OUT.forEach(message::removeHeader);
            PROPERTIES.forEach(exchange::removeProperty);
            message.setHeader(CascadeFlowConstants.REASON, "this turn was answered before: nobody was asked");
        }
        trace(end.decisions(), exchange);
        message.setHeader(CascadeFlowConstants.STOP_REASON, end.reason().word());
        message.setHeader(CascadeFlowConstants.AGENT_STEPS, end.steps().size());
        message.setHeader(CascadeFlowConstants.TOOL_CALLS, end.state().toolCalls());
        message.setHeader(CascadeFlowConstants.TOTAL_COST, cost.toBigDecimal());
        exchange.setProperty(
                CascadeFlowProperties.AGENT,
                new AgentRecord(setup.name(), exchanges.run(), end.steps(), end.reason(), cost));
        if (end.reason().isEnd() || (setup.degrade() && end.reason() != StopReason.DENIED)) {
            answer(end, exchange);
        } else {
            exchange.setException(end.failure() != null ? end.failure() : stopped(end.reason()));
        }
    }

    /** What the last step says about itself is true of the answer; what it cost is only a part. */
    private static void take(Exchange last, Exchange exchange) {
        Map<String, Object> headers = last.getMessage().getHeaders();
        for (String name : ResultHeaders.OUT) {
            Object value = headers.get(name);
            if (value == null) {
                exchange.getMessage().removeHeader(name);
            } else {
                exchange.getMessage().setHeader(name, value);
            }
        }
        PROPERTIES.forEach(name -> copy(name, last, exchange));
    }

    private static void copy(String name, Exchange from, Exchange to) {
        Object value = from.getProperty(name);
        if (value == null) {
            to.removeProperty(name);
        } else {
            to.setProperty(name, value);
        }
    }

    private static void trace(List<Decision> decisions, Exchange exchange) {
        List<Decision> all = new ArrayList<>(Traces.of(exchange));
        all.addAll(decisions);
        if (!all.isEmpty()) {
            exchange.setProperty(CascadeFlowProperties.TRACE, List.copyOf(all));
        }
    }

    private void answer(AgentEnd end, Exchange exchange) {
        ChatReply reply = end.reply();
        if (!end.reason().isEnd()) {
            exchange.getMessage().setHeader(CascadeFlowConstants.OUTCOME, Outcome.DEGRADED.toString());
            exchange.getMessage()
                    .setHeader(
                            CascadeFlowConstants.REASON,
                            "stopped by " + end.reason().word());
        }
        if (setup.reply() && reply != null) {
            exchange.getMessage().setBody(reply);
        } else {
            exchange.getMessage().setBody(reply == null ? "" : reply.text());
        }
    }

    private AgentStoppedException stopped(StopReason reason) {
        return new AgentStoppedException(
                reason,
                "agent '%s' has no answer: it was stopped by %s; %s"
                        .formatted(setup.name(), reason.word(), wayOut(reason)));
    }

    private String wayOut(StopReason reason) {
        return switch (reason) {
            case MAX_STEPS ->
                "raise maxSteps, which is %d".formatted(setup.limits().steps());
            case MAX_TOOL_CALLS ->
                "raise maxToolCalls, which is %d".formatted(setup.limits().toolCalls());
            case REPEATS -> "the model goes on with calls that lead nowhere: see what its tools tell it";
            case TIME ->
                "raise requestTimeout, which is %d ms, or the deadline"
                        .formatted(setup.timeout().toMillis());
            default -> "whoever asked does not wait any more";
        };
    }
}

package io.cascadeflow.camel.agent;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.budget.Spending;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * What all exchanges of one pass through an agent have in common.
 *
 * @param around the agent's own exchange; its message stays as it came
 * @param run the run that everything belongs to
 * @param spending what everything is paid under
 * @param deadline when there is no time left
 */
record StepExchange(Exchange around, String run, Spending spending, AgentNesting nesting, Instant deadline) {

    /** What is meant for somebody else than those who are asked within. */
    private static final List<String> NOT_WITHIN = List.of(
            CascadeFlowProperties.DRAFT,
            CascadeFlowProperties.ASSESSMENT,
            CascadeFlowProperties.DECISION_ID,
            CascadeFlowProperties.JUDGING_GATE,
            CascadeFlowProperties.SINK,
            CascadeFlowProperties.TRACE);

    /** One with this body, and the headers of the agent's message. */
    Exchange with(Object body) {
        Exchange exchange = ExchangeHelper.createCorrelatedCopy(around, false);
        exchange.setPattern(ExchangePattern.InOut);
        NOT_WITHIN.forEach(exchange::removeProperty);
        CalledTools.clear(exchange);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(CascadeFlowConstants.RUN_ID, run);
        exchange.getMessage().setHeader(CascadeFlowConstants.DEADLINE, deadline);
        exchange.getMessage().removeHeader(Exchange.CONTENT_TYPE);
        // said once: it is in the conversation by now
        exchange.getMessage().removeHeader(CascadeFlowConstants.SYSTEM_MESSAGE);
        exchange.setProperty(CascadeFlowProperties.TOOLS_COUNTED, true);
        Spending.set(exchange, spending);
        nesting.set(exchange);
        return exchange;
    }

    /** The caller's key stands for one request, and an agent makes many. */
    static void key(Exchange exchange, @Nullable String part) {
        String key = exchange.getMessage().getHeader(CascadeFlowConstants.IDEMPOTENCY_KEY, String.class);
        if (key != null) {
            exchange.getMessage().setHeader(CascadeFlowConstants.IDEMPOTENCY_KEY, key + "-" + part);
        }
    }
}

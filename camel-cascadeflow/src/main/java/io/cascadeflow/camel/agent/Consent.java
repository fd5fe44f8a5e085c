package io.cascadeflow.camel.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.agent.PlannedCall.Make;
import io.cascadeflow.camel.CascadeFlowConstants;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a route whether a call may be made. Only a clear yes is one: whatever else the route leaves, or throws, is a no. */
final class Consent {

    private static final Logger LOG = LoggerFactory.getLogger(Consent.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String agent;
    private final AgentWorkings workings;
    private final AsyncProcessor route;

    Consent(String agent, AgentWorkings workings, AsyncProcessor route) {
        this.agent = agent;
        this.workings = workings;
        this.route = route;
    }

    /** @return completes with whether there is consent; never fails */
    CompletableFuture<Boolean> to(Make make, StepExchange exchanges, Duration left) {
        if (left.isZero() || left.isNegative()) {
            return CompletableFuture.completedFuture(false);
        }
        Exchange exchange = exchanges.with(question(make, exchanges.run()));
        exchange.getMessage().removeHeader(CascadeFlowConstants.CONFIRMED);
        exchange.getMessage().setHeader(CascadeFlowConstants.TOOL, make.tool().name());
        exchange.getMessage()
                .setHeader(CascadeFlowConstants.TOOL_CALL_ID, make.call().id());
        exchange.getMessage()
                .setHeader(CascadeFlowConstants.TOOL_RISK, make.tool().risk().word());
        return Launch.start(workings, () -> ask(exchange), left).handle((asked, failure) -> {
            if (failure != null || asked.getException() != null) {
                LOG.warn(
                        "whoever consents to calls of agent {} could not be asked: tool {} is not called",
                        agent,
                        make.tool().name());
                return false;
            }
            return isYes(asked);
        });
    }

    private CompletableFuture<Exchange> ask(Exchange exchange) {
        CompletableFuture<Exchange> asked = new CompletableFuture<>();
        route.process(exchange, doneSync -> asked.complete(exchange));
        return asked;
    }

    private Map<String, Object> question(Make make, String run) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("agent", agent);
        question.put("run", run);
        question.put("tool", make.tool().name());
        question.put("risk", make.tool().risk().word());
        question.put("arguments", MAPPER.convertValue(make.arguments(), Map.class));
        return question;
    }

    private static boolean isYes(Exchange asked) {
        Object header = asked.getMessage().getHeader(CascadeFlowConstants.CONFIRMED);
        Object said = header != null ? header : asked.getMessage().getBody();
        return Boolean.TRUE.equals(said)
                || (said instanceof String text && text.strip().equalsIgnoreCase("true"));
    }
}

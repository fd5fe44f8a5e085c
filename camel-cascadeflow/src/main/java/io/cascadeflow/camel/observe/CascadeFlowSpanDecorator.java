package io.cascadeflow.camel.observe;

import io.cascadeflow.camel.CascadeFlowConfiguration;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowEndpoint;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;
import org.jspecify.annotations.Nullable;

/**
 * Names the spans of cascades, tiers and requests to models, and gives them attributes: those of OpenTelemetry's conventions for
 * generative AI, and our own. Never prompts, answers, or endpoint options, which may hold a system message.
 */
public final class CascadeFlowSpanDecorator extends AbstractSpanDecorator {

    private static final String SCHEME = "cascadeflow";
    private static final String OF_A_MODEL = "CamelCascadeFlowModelSpan";

    private static final Map<String, String> AFTER = Map.of(
            CascadeFlowConstants.MODEL, "gen_ai.response.model",
            CascadeFlowConstants.FINISH_REASON, "gen_ai.response.finish_reasons",
            CascadeFlowConstants.INPUT_TOKENS, "gen_ai.usage.input_tokens",
            CascadeFlowConstants.OUTPUT_TOKENS, "gen_ai.usage.output_tokens",
            CascadeFlowConstants.COST, "cascadeflow.cost.usd");

    @Override
    public String getComponent() {
        return SCHEME;
    }

    @Override
    public String getComponentClassName() {
        return "io.cascadeflow.camel.CascadeFlowComponent";
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        if (endpoint instanceof StageEndpoint stage) {
            return clipMaxLength(stage.spanName());
        }
        if (endpoint instanceof CascadeFlowEndpoint ours) {
            return clipMaxLength((ours.isRemote() ? "chat " : ours.getProvider() + " endpoint ") + ours.getModel());
        }
        return SCHEME;
    }

    /** Without Camel's own attributes of an endpoint, which hold its options. */
    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        span.setComponent("camel-" + SCHEME);
        span.setTag(TagConstants.URL_SCHEME, SCHEME);
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        if (endpoint instanceof CascadeFlowEndpoint ours && ours.isRemote()) {
            exchange.setProperty(OF_A_MODEL, span);
            asked(span, ours);
        }
    }

    private static void asked(Span span, CascadeFlowEndpoint endpoint) {
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        span.setTag("gen_ai.operation.name", "chat");
        span.setTag("gen_ai.provider.name", endpoint.getProvider());
        put(span, "gen_ai.request.model", endpoint.getModel());
        put(span, "gen_ai.request.max_tokens", options.getMaxTokens());
        put(span, "gen_ai.request.temperature", options.getTemperature());
        put(span, "gen_ai.request.top_p", options.getTopP());
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure != null) {
            // not its message: those of the user's own steps may hold anything
            span.setError(true);
            span.setTag("error.type", RunSpans.errorType(failure));
        }
        if (exchange.getProperty(Stages.ATTRIBUTES) instanceof Map<?, ?> attributes) {
            attributes.forEach((name, value) -> put(span, name.toString(), value));
            if (attributes.containsKey("error.type")) {
                span.setError(true);
            }
        } else if (exchange.getProperty(OF_A_MODEL) == span) {
            exchange.removeProperty(OF_A_MODEL);
            Message message = exchange.getMessage();
            AFTER.forEach((header, name) -> put(span, name, message.getHeader(header)));
        }
    }

    private static void put(Span span, String name, @Nullable Object value) {
        if (value != null) {
            span.setTag(name, value.toString());
        }
    }
}

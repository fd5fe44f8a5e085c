package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.provider.WireJson;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Lets the requests of one API in. No thread waits while a model thinks. */
final class Door implements Handler<RoutingContext> {

    private final CamelContext camel;
    private final AsyncProducer asks;
    private final Api api;

    /** @param asks takes a {@link io.cascadeflow.model.ChatRequest} and leaves the answer's draft on the exchange */
    Door(CamelContext camel, AsyncProducer asks, Api api) {
        this.camel = camel;
        this.asks = asks;
        this.api = api;
    }

    @Override
    public void handle(RoutingContext client) {
        Asked asked;
        try {
            asked = api.read(body(client));
        } catch (FieldException wrong) {
            refuse(client.response(), Fault.ofParameter(wrong.field(), String.valueOf(wrong.getMessage())));
            return;
        }
        ask(asked, client.response());
    }

    private static ObjectNode body(RoutingContext client) {
        return WireJson.objectIn(Objects.requireNonNullElse(client.body().asString(), ""))
                .orElseThrow(() -> new FieldException("", "the body is not a JSON object"));
    }

    private void ask(Asked asked, HttpServerResponse response) {
        Exchange exchange = new DefaultExchange(camel, ExchangePattern.InOut);
        exchange.getIn().setBody(asked.request());
        ResponseSink sink = asked.streamed() ? new ResponseSink(response, asked.stream()) : null;
        if (sink != null) {
            exchange.setProperty(CascadeFlowProperties.SINK, sink);
        }
        asks.process(exchange, doneSync -> answer(asked, exchange, sink, response));
    }

    private void answer(Asked asked, Exchange exchange, @Nullable ResponseSink sink, HttpServerResponse response) {
        Draft draft = exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class);
        if (exchange.getException() != null || draft == null) {
            fail(sink, response);
        } else if (sink != null) {
            sink.end(null);
        } else {
            write(response, asked.answer(draft.reply()));
        }
    }

    private void fail(@Nullable ResponseSink sink, HttpServerResponse response) {
        Fault fault = Fault.of(Fault.Kind.PROVIDER_FAILED, "no model gave an answer");
        if (sink != null && sink.hasBegun()) {
            sink.fail(fault, "");
        } else {
            refuse(response, fault);
        }
    }

    private void refuse(HttpServerResponse response, Fault fault) {
        Refusal refusal = api.refusal(fault, "");
        write(response.setStatusCode(refusal.status()), refusal.body());
    }

    private static void write(HttpServerResponse response, JsonNode json) {
        if (!response.closed()) {
            response.putHeader("content-type", "application/json").end(json.toString());
        }
    }
}

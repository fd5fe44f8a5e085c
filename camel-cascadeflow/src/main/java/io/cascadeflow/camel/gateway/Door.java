package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.camel.CascadeFlowProperties;
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

    private static final int BAD_REQUEST = 400;
    private static final int FAILED = 502;

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
        } catch (IllegalArgumentException wrong) {
            refuse(client.response(), BAD_REQUEST, Objects.requireNonNullElse(wrong.getMessage(), "wrong"), null);
            return;
        }
        ask(asked, client.response());
    }

    private static JsonNode body(RoutingContext client) {
        try {
            return WireJson.parse(Objects.requireNonNullElse(client.body().asString(), ""));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("the body is not valid JSON", wrong);
        }
    }

    private void ask(Asked asked, HttpServerResponse response) {
        Exchange exchange = new DefaultExchange(camel, ExchangePattern.InOut);
        exchange.getIn().setBody(asked.request());
        ResponseSink sink = asked.streamed() ? new ResponseSink(response, api.stream(asked)) : null;
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
            sink.end();
        } else {
            write(response, api.answer(asked.model(), draft.reply()));
        }
    }

    private void fail(@Nullable ResponseSink sink, HttpServerResponse response) {
        String message = "no model gave an answer";
        if (sink != null && sink.hasBegun()) {
            sink.fail(FAILED, message);
        } else {
            refuse(response, FAILED, message, null);
        }
    }

    private void refuse(HttpServerResponse response, int status, String message, @Nullable String parameter) {
        write(response.setStatusCode(status), api.error(status, message, parameter));
    }

    private static void write(HttpServerResponse response, JsonNode json) {
        if (!response.closed()) {
            response.putHeader("content-type", "application/json").end(json.toString());
        }
    }
}

package io.cascadeflow.examples.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.service.ServiceHelper;

/**
 * {@code POST /answers}: a question comes, an event stream goes. It stands at the router of platform-http, in front of its
 * routes: what a route answers there goes out in pieces of eight kilobytes, and keeps a thread until the end.
 */
final class AnswersDoor implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 2_000;

    private final AsyncProducer ask;

    private AnswersDoor(AsyncProducer ask) {
        this.ask = ask;
    }

    static AnswersDoor open(CamelContext camel) throws Exception {
        AsyncProducer ask = camel.getEndpoint("direct:ask").createAsyncProducer();
        ServiceHelper.startService(ask);
        AnswersDoor door = new AnswersDoor(ask);
        VertxPlatformHttpRouter router = Objects.requireNonNull(
                camel.getRegistry().findSingleByType(VertxPlatformHttpRouter.class), "the server of platform-http");
        // JSON alone: without asking first, no page of somebody else can make a browser send that
        router.post("/answers")
                .consumes("application/json")
                .handler(router.bodyHandler())
                .handler(door::answer);
        return door;
    }

    private void answer(RoutingContext request) {
        Optional<JsonNode> asked = question(request);
        if (asked.isEmpty()) {
            request.response()
                    .setStatusCode(400)
                    .end("write {\"question\": \"...\", \"drafts\": true}, with at most %d characters"
                            .formatted(LONGEST));
            return;
        }
        Browser browser = new Browser(request.response(), request.vertx().getOrCreateContext());
        Exchange exchange = ask.getEndpoint().createExchange(ExchangePattern.InOut);
        exchange.getMessage().setBody(asked.get().get("question").asText());
        exchange.setProperty(
                CascadeFlowProperties.SINK, asked.get().path("drafts").asBoolean() ? browser : new Final(browser));
        ask.process(exchange, done -> end(browser, exchange));
    }

    private static Optional<JsonNode> question(RoutingContext request) {
        try {
            Buffer body = request.body().buffer();
            JsonNode asked = JSON.readTree(body == null ? new byte[0] : body.getBytes());
            String question = asked.path("question").asText();
            return question.isBlank() || question.length() > LONGEST ? Optional.empty() : Optional.of(asked);
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static void end(Browser browser, Exchange exchange) {
        Message message = exchange.getMessage();
        Exception failure = exchange.getException();
        if (failure != null) {
            boolean spent = BudgetExceededException.in(failure) != null;
            browser.end("failed", Browser.data().put("why", spent ? "the budget is spent" : "no model answered"));
            return;
        }
        ObjectNode account = Browser.data()
                .put("tier", message.getHeader(CascadeFlowConstants.TIER, String.class))
                .put("tiers", message.getHeader(CascadeFlowConstants.TIERS, String.class))
                .put("outcome", message.getHeader(CascadeFlowConstants.OUTCOME, String.class))
                .put("usd", message.getHeader(CascadeFlowConstants.TOTAL_COST, String.class));
        browser.end("done", account);
    }

    @Override
    public void close() {
        ServiceHelper.stopService(ask);
    }
}

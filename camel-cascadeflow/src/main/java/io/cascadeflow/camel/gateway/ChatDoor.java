package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.config.GatewayConfiguration;
import io.cascadeflow.camel.config.GatewayConfiguration.Account;
import io.cascadeflow.camel.config.GatewayConfiguration.Told;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.model.ChatReply;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Lets the questions of one API in. No thread waits while a model thinks. */
final class ChatDoor implements Door {

    private final AsyncProducer asks;
    private final Questions questions;
    private final ServedModels models;
    private final GatewayConfiguration configuration;

    /** A question on its way. */
    private record Pending(
            Visit visit,
            Asked asked,
            Exchange exchange,
            @Nullable ResponseSink sink,
            boolean account) {}

    /** @param asks the gateway's route */
    ChatDoor(AsyncProducer asks, Questions questions, ServedModels models, GatewayConfiguration configuration) {
        this.asks = asks;
        this.questions = questions;
        this.models = models;
        this.configuration = configuration;
    }

    @Override
    public CompletionStage<Void> open(Visit visit, Caller caller) {
        return visit.json(configuration.limits()).thenCompose(body -> ask(visit, caller, body));
    }

    private CompletionStage<Void> ask(Visit visit, Caller caller, ObjectNode body) {
        Hints hints = Hints.take(body, visit.client());
        Asked asked = visit.api().read(body);
        Target target = models.get()
                .find(asked.model(), hints.domain())
                .orElseThrow(() -> new FaultException(Models.unknown()));
        if (!caller.mayAsk(asked.model()) && !caller.mayAsk(target.name())) {
            throw new FaultException(Models.forbidden());
        }
        visit.note("key", caller.id());
        visit.note("asked", target.name());
        Exchange exchange = questions.exchange(visit, caller, asked.request(), hints);
        exchange.setProperty(Asks.TARGET, target);
        ResponseSink sink = asked.streamed() ? new ResponseSink(visit, asked.stream(), told(asked)) : null;
        if (sink != null) {
            exchange.setProperty(CascadeFlowProperties.SINK, sink);
        }
        boolean account = configuration.account() == Account.ALWAYS
                || (configuration.account() == Account.ASKED && hints.wantsAccount());
        visit.header(Accounts.PREFIX + "decision-id", visit.id());
        return send(new Pending(visit, asked, exchange, sink, account));
    }

    private UnaryOperator<String> told(Asked asked) {
        return configuration.told() == Told.SERVED ? UnaryOperator.identity() : served -> asked.model();
    }

    private CompletionStage<Void> send(Pending question) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        asks.process(question.exchange(), doneSync -> {
            try {
                answer(question);
                answered.complete(null);
            } catch (Throwable failure) {
                answered.completeExceptionally(failure);
            }
        });
        return answered;
    }

    private void answer(Pending question) {
        Exchange exchange = question.exchange();
        Exception failure = exchange.getException();
        if (failure != null) {
            fail(question, failure);
            return;
        }
        ChatReply reply = reply(exchange);
        ObjectNode account = question.account()
                ? Accounts.json(exchange.getMessage(), question.visit().id())
                : null;
        Map<String, String> headers = Accounts.headers(exchange.getMessage());
        headers.forEach((name, value) -> question.visit().note(name.substring(Accounts.PREFIX.length()), value));
        if (question.sink() != null) {
            question.sink().end(account, headers);
            return;
        }
        headers.forEach(question.visit()::header);
        ObjectNode json = question.asked().answer(named(reply, told(question.asked())));
        if (account != null) {
            json.set("cascadeflow", account);
        }
        question.visit().answer(json);
    }

    private static ChatReply named(ChatReply reply, UnaryOperator<String> told) {
        return reply.withModel(told.apply(reply.model()));
    }

    private static void fail(Pending question, Exception failure) {
        Fault fault = question.visit().fault(failure);
        if (question.sink() != null) {
            question.sink().fail(fault);
        } else {
            question.visit().refuse(fault);
        }
    }

    /** What a tier of our endpoints answered; of any other steps there is a text. */
    private static ChatReply reply(Exchange exchange) {
        Draft draft = exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class);
        if (draft != null) {
            return draft.reply();
        }
        String text = exchange.getMessage().getBody(String.class);
        return ChatReply.of("", text == null ? "" : text);
    }
}

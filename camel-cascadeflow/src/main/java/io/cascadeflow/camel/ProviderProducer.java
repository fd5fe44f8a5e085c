package io.cascadeflow.camel;

import io.cascadeflow.camel.budget.Payers;
import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.DraftContext;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.Meter;
import io.cascadeflow.provider.Metered;
import io.cascadeflow.provider.Payer;
import io.cascadeflow.provider.TokenEstimate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Asks one model: an exchange becomes a call, its reply becomes a body and headers. Decides nothing. */
final class ProviderProducer extends DefaultAsyncProducer {

    private final ModelId model;
    private final ChatProvider provider;
    private final RequestReader requests;
    private final ReplyWriter replies;
    private final Paying paying;
    private final Gate gate;
    private final Duration timeout;
    private final Clock clock;

    ProviderProducer(
            Endpoint endpoint,
            ModelId model,
            ChatProvider provider,
            RequestReader requests,
            ReplyWriter replies,
            Paying paying,
            Gate gate,
            Duration timeout,
            Clock clock) {
        super(endpoint);
        this.model = model;
        this.provider = provider;
        this.requests = requests;
        this.replies = replies;
        this.paying = paying;
        this.gate = gate;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * How a call is paid for.
     *
     * @param budgets the budgets that the endpoint names
     * @param maxTokens the longest answer when a budget applies and nothing else says
     */
    record Paying(Meter meter, Payers payers, List<String> budgets, int maxTokens) {

        CompletionStage<Metered> ask(ChatProvider provider, ModelId model, ChatCall call, Exchange exchange) {
            Payer payer = payers.payer(exchange, model.toString(), model, budgets);
            return meter.ask(provider, model, call, payer, maxTokens);
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Instant start = clock.instant();
        ChatCall call;
        CompletionStage<Metered> asked;
        try {
            replies.clear(exchange);
            call = call(exchange, start);
            asked = paying.ask(provider, model, call, exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        asked.whenComplete((metered, failure) -> {
            try {
                if (failure == null) {
                    finish(exchange, call.request(), metered, Duration.between(start, clock.instant()));
                } else {
                    exchange.setException(failure);
                }
            } catch (Throwable e) {
                exchange.setException(e);
            }
            callback.done(false);
        });
        return false;
    }

    private ChatCall call(Exchange exchange, Instant now) {
        String key = exchange.getMessage().getHeader(CascadeFlowConstants.IDEMPOTENCY_KEY, String.class);
        return new ChatCall(
                model.name(),
                requests.read(exchange),
                deadline(exchange, now),
                key != null && !key.isBlank() ? key : UUID.randomUUID().toString());
    }

    private Instant deadline(Exchange exchange, Instant now) {
        Instant latest = now.plus(timeout);
        Instant asked = Deadlines.at(exchange.getMessage().getHeader(CascadeFlowConstants.DEADLINE), now);
        if (asked == null) {
            return latest;
        }
        if (!asked.isAfter(now)) {
            throw new IllegalArgumentException(
                    "the deadline of header %s has passed; nothing was asked".formatted(CascadeFlowConstants.DEADLINE));
        }
        return asked.isBefore(latest) ? asked : latest;
    }

    private void finish(Exchange exchange, ChatRequest request, Metered metered, Duration latency) {
        Spending.onLedger(exchange, metered.cost());
        ChatReply reply = metered.reply();
        if (reply == null) {
            exchange.setException(metered.failure());
            ReplyWriter.cost(exchange, metered);
            return;
        }
        TokenUsage usage = reply.usage() != null ? reply.usage() : TokenEstimate.of(request, reply);
        String domain = exchange.getMessage().getHeader(CascadeFlowConstants.DOMAIN, String.class);
        Draft draft = new Draft(request, reply.withUsage(usage), List.of(), DraftContext.of(domain));
        replies.account(exchange, draft, metered, latency);
        replies.answer(exchange, draft, gate.assess(draft));
    }
}

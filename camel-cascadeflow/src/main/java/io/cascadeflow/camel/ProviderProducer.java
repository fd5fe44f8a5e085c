package io.cascadeflow.camel;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.TokenEstimate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Asks one model: an exchange becomes a call, its reply becomes a body and headers. Decides nothing. */
final class ProviderProducer extends DefaultAsyncProducer {

    private final ModelId model;
    private final ChatProvider provider;
    private final RequestReader requests;
    private final ReplyWriter replies;
    private final Pricing pricing;
    private final Gate gate;
    private final Duration timeout;
    private final Clock clock;

    ProviderProducer(
            Endpoint endpoint,
            ModelId model,
            ChatProvider provider,
            RequestReader requests,
            ReplyWriter replies,
            Judgement judgement,
            Duration timeout,
            Clock clock) {
        super(endpoint);
        this.model = model;
        this.provider = provider;
        this.requests = requests;
        this.replies = replies;
        this.pricing = judgement.pricing();
        this.gate = judgement.gate();
        this.timeout = timeout;
        this.clock = clock;
    }

    /** What a reply is measured with: in money and in confidence. */
    record Judgement(Pricing pricing, Gate gate) {}

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Instant start = clock.instant();
        ChatCall call;
        try {
            replies.clear(exchange);
            call = call(exchange, start);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        provider.chat(call).whenComplete((reply, failure) -> {
            try {
                finish(exchange, call.request(), reply, failure, Duration.between(start, clock.instant()));
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

    private void finish(
            Exchange exchange,
            ChatRequest request,
            @Nullable ChatReply reply,
            @Nullable Throwable failure,
            Duration latency) {
        if (reply == null) {
            exchange.setException(failure);
            TokenUsage spent =
                    failure instanceof ProviderException e ? e.details().usage() : null;
            if (spent != null) {
                ReplyWriter.cost(exchange, pricing.charge(model, model.name(), spent, null));
            }
            return;
        }
        TokenUsage usage = reply.usage() != null ? reply.usage() : TokenEstimate.of(request, reply);
        String domain = exchange.getMessage().getHeader(CascadeFlowConstants.DOMAIN, String.class);
        Draft draft = new Draft(request, reply.withUsage(usage), List.of(), domain);
        replies.account(exchange, draft, pricing.charge(model, reply.model(), usage, reply.reportedCostUsd()), latency);
        replies.answer(exchange, draft, gate.assess(draft));
    }
}

package io.cascadeflow.camel;

import io.cascadeflow.camel.CascadeFlowConfiguration.OutputType;
import io.cascadeflow.camel.budget.Payers.ExchangePayer;
import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.camel.draft.Bill;
import io.cascadeflow.camel.draft.Findings;
import io.cascadeflow.camel.draft.Look;
import io.cascadeflow.camel.draft.PaidModel;
import io.cascadeflow.camel.draft.Sampler;
import io.cascadeflow.camel.draft.Samples;
import io.cascadeflow.camel.run.Runs;
import io.cascadeflow.camel.stream.ReplyStream;
import io.cascadeflow.camel.stream.StreamedPieces;
import io.cascadeflow.camel.stream.Streaming;
import io.cascadeflow.camel.stream.TierStream;
import io.cascadeflow.camel.stream.WholeToolCalls;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.DraftContext;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.TimeOrderedId;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.Metered;
import io.cascadeflow.provider.ReplyEvents;
import io.cascadeflow.provider.ReplySink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Asks one model: an exchange becomes a call, its reply becomes a body and headers. Decides nothing. */
final class ProviderProducer extends DefaultAsyncProducer {

    private final PaidModel model;
    private final RequestReader requests;
    private final Unsupported unsupported;
    private final ReplyWriter replies;
    private final Sampler sampler;
    private final Judging judging;
    private final Measuring measuring;
    private final Duration timeout;
    private final @Nullable OutputType streaming;
    private final Clock clock;

    /**
     * What judges the answers.
     *
     * @param gate the endpoint's own
     * @param samples how many answers to ask for; absent for as many as the gate looks at that is going to judge
     */
    record Judging(Gate gate, @Nullable Integer samples) {

        /** As far as it is known before a cascade asks. */
        int known() {
            return samples == null ? gate.samples() : samples;
        }

        int samples(Exchange exchange) {
            if (samples != null) {
                return samples;
            }
            Gate judge = JudgingGate.of(exchange);
            return (judge == null ? gate : judge).samples();
        }
    }

    /**
     * One pass of an exchange.
     *
     * @param call as the exchange asks; what is sent may be without something
     * @param without what that is
     */
    private record Pass(
            Exchange exchange,
            ChatCall call,
            ExchangePayer payer,
            DraftContext context,
            Instant start,
            @Nullable Usd before,
            Set<Feature> without) {}

    /** @param streaming the pieces of streamed answers; absent for whole answers */
    ProviderProducer(
            Endpoint endpoint,
            PaidModel model,
            RequestReader requests,
            Unsupported unsupported,
            ReplyWriter replies,
            Sampler sampler,
            Judging judging,
            Measuring measuring,
            Duration timeout,
            @Nullable OutputType streaming,
            Clock clock) {
        super(endpoint);
        this.model = model;
        this.requests = requests;
        this.unsupported = unsupported;
        this.replies = replies;
        this.sampler = sampler;
        this.judging = judging;
        this.measuring = measuring;
        this.timeout = timeout;
        this.streaming = streaming;
        this.clock = clock;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (streaming != null && Streaming.isFree(exchange)) {
            return Streaming.start(exchange, callback, this, ReplyStream.of(StreamedPieces.of(streaming)));
        }
        CompletionStage<Void> answered;
        try {
            answered = ask(exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        answered.whenComplete((nothing, failure) -> {
            if (failure != null) {
                exchange.setException(cause(failure));
            }
            callback.done(false);
        });
        return false;
    }

    private CompletionStage<Void> ask(Exchange exchange) {
        Instant start = clock.instant();
        MessageText.makeRepeatable(exchange.getMessage());
        // before what an answer left is cleared, for rules may ask about it
        ExchangePayer payer = model.payer(exchange);
        Usd before = replies.clear(exchange);
        DraftContext context = Passages.context(exchange.getMessage());
        RequestReader.Asked read = requests.read(exchange);
        ChatCall asked = call(exchange, read.request(), payer.ruling(), start);
        Unsupported.Fitted fitted = unsupported.fit(asked, read.needsLogprobs());
        // what may have to be kept back is not shown before all of it is there
        ChatCall call = payer.ruling().checksAnswers() ? asked : told(asked, exchange, context);
        Pass pass = new Pass(exchange, call, payer, context, start, before, fitted.without());
        boolean alone = !Spending.isWithinCascade(Spending.of(exchange));
        ChatRequest sent = Passages.around(fitted.request(), exchange.getMessage());
        return sampler.stoppedBy(exchange.getProperty(CascadeFlowProperties.STOP, CompletableFuture.class))
                .ask(call.withRequest(sent), pass.payer(), judging.samples(exchange))
                .thenCompose(samples -> answered(pass, samples.withUsage(sent)))
                .thenCompose(nothing -> toldWhole(pass))
                .thenRun(() -> leave(exchange, alone));
    }

    /** How its run stands; that may not call the tools that the answer asks for. */
    private void leave(Exchange exchange, boolean alone) {
        Runs runs = model.payers().get().runs();
        Draft draft = exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class);
        if (alone && draft != null && exchange.getException() == null) {
            RunStoppedException stopped = runs.given(exchange, null, draft.reply());
            if (stopped != null) {
                exchange.setException(stopped);
            }
        }
        runs.leave(exchange, null);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private ChatCall call(Exchange exchange, ChatRequest request, Ruling ruling, Instant now) {
        String key = exchange.getMessage().getHeader(CascadeFlowConstants.IDEMPOTENCY_KEY, String.class);
        return new ChatCall(
                model.id().name(),
                measuring.ask(AllowedTools.of(request, ruling)),
                deadline(exchange, ruling, now),
                key != null && !key.isBlank() ? key : TimeOrderedId.at(now));
    }

    /** With whoever takes its reply as it comes; a reply with something to take out of it is told whole, by who judges it. */
    private ChatCall told(ChatCall call, Exchange exchange, DraftContext context) {
        ReplySink sink = Streaming.sinkOf(exchange);
        if (sink == null || measuring.changesAnswers()) {
            return call;
        }
        if (sink instanceof TierStream draft) {
            draft.asks(judging.gate(), call.request(), context);
        }
        return call.withSink(WholeToolCalls.before(sink, call.request().tools()));
    }

    /** Whoever listens hears what was looked at; a cascade gives its tiers' answers itself. */
    private static CompletionStage<Void> toldWhole(Pass pass) {
        Exchange exchange = pass.exchange();
        ReplySink sink = Streaming.sinkOf(exchange);
        Draft draft = exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class);
        if (sink == null
                || sink instanceof TierStream
                || draft == null
                || exchange.getException() != null
                || !pass.payer().ruling().checksAnswers()) {
            return CompletableFuture.completedFuture(null);
        }
        return TierStream.tell(sink, ReplyEvents.of(draft.reply()).iterator());
    }

    private Instant deadline(Exchange exchange, Ruling ruling, Instant now) {
        Duration limit =
                ruling.deadline().filter(rule -> rule.compareTo(timeout) < 0).orElse(timeout);
        Instant latest = now.plus(limit);
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

    private CompletionStage<Void> answered(Pass pass, Samples samples) {
        Exchange exchange = pass.exchange();
        Bill bill = Bill.of(samples.all());
        Spending.onLedger(exchange, bill.cost());
        ReplyWriter.cost(exchange, bill, pass.before());
        if (samples.first().reply() == null) {
            exchange.setException(samples.first().failure());
            return CompletableFuture.completedFuture(null);
        }
        MissingSamples.note(exchange, samples.missing());
        ReplyWriter.unsupported(exchange, pass.without());
        Draft draft = measuring.draft(pass.call().request(), samples, pass.context());
        replies.account(exchange, draft, bill.usage(), latency(pass));
        if (measuring.measurements().isEmpty()) {
            judge(exchange, draft);
            return CompletableFuture.completedFuture(null);
        }
        replies.body(exchange, draft);
        return measuring
                .measurements()
                .of(new Look(exchange, draft, pass.call(), pass.payer()))
                .thenAccept(findings -> measured(pass, samples, draft, findings));
    }

    private void measured(Pass pass, Samples samples, Draft draft, Findings findings) {
        Exchange exchange = pass.exchange();
        Spending.onLedger(exchange, findings.cost());
        List<Metered> calls = new ArrayList<>(samples.all());
        calls.addAll(findings.calls());
        Bill bill = Bill.of(calls).plus(findings.foreign());
        ReplyWriter.cost(exchange, bill, pass.before());
        replies.account(exchange, draft, bill.usage(), latency(pass));
        judge(exchange, draft.withMeasured(findings.signals()));
    }

    private void judge(Exchange exchange, Draft draft) {
        replies.answer(exchange, draft, Assessments.of(exchange, judging.gate(), draft));
    }

    private Duration latency(Pass pass) {
        return Duration.between(pass.start(), clock.instant());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(measuring.judge());
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(measuring.judge());
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        ServiceHelper.stopAndShutdownService(measuring.judge());
        super.doShutdown();
    }
}

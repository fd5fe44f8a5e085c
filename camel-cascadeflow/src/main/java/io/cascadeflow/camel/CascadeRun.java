package io.cascadeflow.camel;

import io.cascadeflow.audit.trail.AuditTrail;
import io.cascadeflow.cache.CacheQuestion;
import io.cascadeflow.cache.FoundAnswer;
import io.cascadeflow.camel.audit.EndedRun;
import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.camel.observe.DecidedRun;
import io.cascadeflow.camel.observe.RunSpans;
import io.cascadeflow.camel.run.Runs;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** One exchange on its way through a cascade. The reactive executor runs it once at the start and once after each tier. */
final class CascadeRun implements Runnable {

    private final CascadeEngine engine;
    private final Exchange exchange;
    private final AsyncCallback callback;
    private final Instant started;
    private final @Nullable Spending around;
    private final @Nullable Gate judgeAround;
    private final @Nullable Nesting nestingAround;
    private final boolean recorded;
    private final RunStream stream;
    private final String decisionId;
    private final RunSpans spans;
    private final CompletableFuture<@Nullable Void> deciding;
    private final List<TierReading> readings = new ArrayList<>();
    private Ruling ruling = Ruling.NONE;
    private @Nullable Denial denial;
    private @Nullable Asking asking;
    private @Nullable CacheQuestion question;
    private boolean again;
    private Instant asked;

    CascadeRun(CascadeEngine engine, Exchange exchange, AsyncCallback callback) {
        this.engine = engine;
        this.exchange = exchange;
        this.callback = callback;
        this.started = now();
        this.asked = started;
        this.around = Spending.of(exchange);
        this.judgeAround = JudgingGate.of(exchange);
        this.nestingAround = Nesting.of(exchange);
        this.decisionId = decisionId();
        this.spans = new RunSpans(engine.stages(), engine.runtime().observer(), exchange);
        this.recorded = engine.runtime().learning().records();
        this.stream = new RunStream(exchange, !recorded);
        this.deciding = engine.runtime().trail().begin();
    }

    @Override
    public void run() {
        orEnd(() -> {
            if (asking == null) {
                begin();
            } else {
                tierReturned(asking);
            }
        });
    }

    private String decisionId() {
        Object given = exchange.removeProperty(CascadeFlowProperties.DECISION_ID);
        return given != null ? given.toString() : engine.runtime().decisionIds().get();
    }

    /** What fails, the exchange carries on; without this the caller would wait for ever. */
    private void orEnd(Runnable part) {
        try {
            part.run();
        } catch (Throwable t) {
            end(t);
        }
    }

    private void later(Runnable part) {
        engine.executor().schedule(() -> orEnd(part));
    }

    private void begin() {
        RememberedFailure before = RememberedFailure.of(engine, exchange);
        if (before != null) {
            ResultHeaders.set(exchange.getIn(), before.headers());
            RememberedFailure.keep(engine, exchange, before.failure(), before.headers());
            end(before.failure());
            return;
        }
        spans.begin();
        Nesting nesting = Nesting.within(nestingAround, engine.setup().cascade().name());
        Nesting.set(exchange, nesting);
        MessageText.makeRepeatable(exchange.getIn());
        Spending spending = engine.enter(exchange, decisionId);
        CascadeRequest request = new CascadeRequest(exchange, engine.setup().deadline(), started);
        // with those of a cascade around it
        ruling = Objects.requireNonNullElse(spending.ruling(), Ruling.NONE);
        ruling.deadline().ifPresent(limit -> request.endBy(exchange, started.plus(limit)));
        Governed now = engine.governed(ruling, spending.policies(), request.forceTier());
        denial = now.denial() == null ? request.demandedTool(ruling) : now.denial();
        Step.Ask first = denial == null ? engine.firstStep(now, request, started, spending) : Endings.denied(now);
        TierReader reader = new TierReader(engine.runtime().byDefault(), request, engine.own());
        asking = new Asking(request, reader, new FailureMarks(exchange), spending, first);
        if (nesting.isTooDeep()) {
            finish(Endings.tooDeep(first, nesting), asking);
        } else if (denial != null) {
            finish(Endings.denied(first, denial), asking);
        } else if (request.deadline() != null && !started.isBefore(request.deadline())) {
            finish(Endings.tooLate(first), asking);
        } else {
            recall(asking, now.cascade());
        }
    }

    /** An answer that was given before is given again; else somebody is asked. */
    private void recall(Asking now, Cascade cascade) {
        CascadeCache cache = engine.cache();
        CacheQuestion kept = cache == null ? null : cache.question(now.request(), cascade, ruling);
        question = kept;
        if (cache == null || kept == null) {
            ask(now);
            return;
        }
        cache.find(kept)
                .whenComplete((found, failure) -> later(() -> {
                    FoundAnswer earlier = found == null ? null : found.orElse(null);
                    Step.Finish finish = earlier == null ? null : cache.again(earlier, now.step());
                    if (earlier == null || finish == null) {
                        ask(now);
                    } else {
                        again = true;
                        readings.add(KeptAnswers.reading(earlier, finish, now.request()));
                        stream.again(earlier.answer().tier());
                        give(finish, now);
                    }
                }));
    }

    private void ask(Asking now) {
        asked = now();
        exchange.removeProperty(CascadeFlowProperties.DRAFT);
        exchange.removeProperty(CascadeFlowProperties.ASSESSMENT);
        MissingSamples.note(exchange, null);
        Spending.set(exchange, now.spendingOfTier());
        TierSteps steps = engine.setup().stepsOf(now.tier());
        Gate judge = JudgingGate.of(now.step().tier(), steps, judgeAround);
        JudgingGate.set(exchange, judge);
        spans.tierBegins(now.tier());
        stream.begin(now.step(), steps, now.isLast(), now.request().forceTier() != null, judge);
        try {
            steps.processor().process(exchange, doneSync -> engine.executor().schedule(this));
        } catch (Throwable t) {
            exchange.setException(t);
            engine.executor().schedule(this);
        }
    }

    private void tierReturned(Asking now) {
        ExchangeHelper.prepareOutToIn(exchange);
        Exception failure = now.marks().failureOf(exchange);
        TierSteps steps = engine.setup().stepsOf(now.tier());
        Duration latency = Duration.between(asked, now());
        TierReading reading = reading(now, steps, failure).took(latency);
        engine.paces().add(now.step().tier(), reading.result(), latency);
        Usd foreign = now.foreign(reading.result());
        if (foreign.compareTo(Usd.ZERO) <= 0) {
            judge(reading, now);
        } else {
            pay(foreign, reading, now);
        }
    }

    private TierReading reading(Asking now, TierSteps steps, @Nullable Exception failure) {
        stream.ended();
        if (failure == null) {
            return now.reader().answered(exchange, steps, stream.isCommitted());
        }
        Integer length = stream.givenUpAt();
        return length == null
                ? now.reader().failed(exchange, failure)
                : now.reader().givenUp(exchange, length);
    }

    /** The tier's steps asked a model by other means than our endpoints: the budgets shall know. */
    private void pay(Usd foreign, TierReading reading, Asking now) {
        engine.runtime()
                .budgets()
                .spent(exchange, now.tier(), foreign)
                .whenComplete((standings, failure) -> later(() -> {
                    if (standings != null) {
                        ReplyWriter.budgets(reading.message(), standings);
                    }
                    judge(reading, now);
                }));
    }

    private void judge(TierReading reading, Asking now) {
        readings.add(reading);
        Step next = now.step().state().next(reading.result(), reading.latency(), now());
        Step shown = Endings.minding(exchange, stream.isOver(), next);
        engine.expectations().add(Endings.lastOf(shown), reading);
        spans.tierEnds(Endings.lastOf(shown));
        follow(shown, now);
    }

    private void follow(Step next, Asking now) {
        if (next instanceof Step.Ask another) {
            stream.drop(Endings.lastOf(next));
            now.marks().restore(exchange);
            exchange.setIn(now.request().copy());
            asking = now.next(another);
            ask(asking);
        } else {
            give((Step.Finish) next, now);
        }
    }

    private void give(Step.Finish finish, Asking now) {
        Attempt answer = finish.answer();
        Attempt last = Endings.lastOf(finish);
        if (answer != last) {
            stream.drop(last);
        }
        TierReading given = RunResult.given(finish, readings);
        if (answer == null || given == null) {
            finish(finish, now);
            return;
        }
        stream.give(answer, given, answer == last).whenComplete((nothing, failure) -> later(() -> finish(finish, now)));
    }

    private void finish(Step.Finish finish, Asking now) {
        Instant ended = now();
        Decision decision = Decision.of(decisionId, ended, finish, now.request().attribution());
        RunResult result = new RunResult(finish, decision, readings, now.request(), now.marks(), denial);
        Map<String, @Nullable Object> headers = result.headers(engine.setup().cascade(), sinceStart(ended));
        if (!again) {
            keep(finish);
            learn(finish, decision, now);
        }
        Exception failure = result.failure(exchange);
        result.leaveOn(exchange, headers);
        failure = failure == null ? toolsStopped(finish) : failure;
        engine.runtime().budgets().runs().ifPresent(runs -> runs.leave(exchange, decision.cascade()));
        if (failure != null) {
            RememberedFailure.keep(engine, exchange, failure, headers);
        }
        Traces.add(exchange, decision);
        engine.ended(new DecidedRun(
                engine.setup().cascade(), decision, finish.answer(), sinceStart(ended), exchange.getIn()));
        exchange.setException(failure);
        leave();
        spans.end(decision, finish.answer());
        CascadeDecisionEvent.publish(exchange, decision);
        CompletableFuture<@Nullable Void> recorded = record(finish, decision, now);
        deciding.complete(null);
        goOn(recorded);
    }

    private void keep(Step.Finish finish) {
        TierReading given = RunResult.given(finish, readings);
        if (engine.cache() != null && question != null && given != null) {
            engine.cache().keep(question, finish, given, exchange, now());
        }
    }

    /** The answer stands; but if its run may not call the tools that it asks for, the route must not go on with it. */
    private @Nullable Exception toolsStopped(Step.Finish finish) {
        TierReading given = RunResult.given(finish, readings);
        Runs runs = engine.runtime().budgets().runs().orElse(null);
        return Spending.isWithinCascade(around) || given == null || given.draft() == null || runs == null
                ? null
                : runs.given(
                        exchange, engine.setup().cascade().name(), given.draft().reply());
    }

    /** Done when there is room for it. */
    private CompletableFuture<@Nullable Void> record(Step.Finish finish, Decision decision, Asking now) {
        AuditTrail trail = engine.runtime().trail();
        return trail.isEmpty() || exchange.getProperty(CascadeFlowProperties.AUDIT_TRAIL) != null
                ? CompletableFuture.completedFuture(null)
                : trail.add(DecidedReader.of(
                                engine.setup().cascade(), finish, decision, readings, now.request(), ruling))
                        .toCompletableFuture();
    }

    private void goOn(CompletableFuture<@Nullable Void> when) {
        if (when.isDone()) {
            engine.executor().schedule(callback);
        } else {
            when.whenComplete((nothing, failure) -> engine.executor().schedule(callback));
        }
    }

    /** Never negative, whatever the clock does. */
    private Duration sinceStart(Instant ended) {
        Duration took = Duration.between(started, ended);
        return took.isNegative() ? Duration.ZERO : took;
    }

    private void learn(Step.Finish finish, Decision decision, Asking now) {
        engine.runtime()
                .learning()
                .ended(new EndedRun(
                        engine.setup(),
                        finish,
                        decision,
                        AnswerReader.answers(readings, finish),
                        exchange,
                        now.request()::copy,
                        (asked, tier) -> AnswerReader.answer(asked, tier, now.request()),
                        now.spending(),
                        stream.isHeard() && !recorded,
                        recorded));
    }

    private void end(Throwable failure) {
        deciding.complete(null);
        leave();
        exchange.setException(failure);
        spans.fail();
        engine.executor().schedule(callback);
    }

    /** What is around this cascade holds again. */
    private void leave() {
        Spending.set(exchange, around);
        JudgingGate.set(exchange, judgeAround);
        Nesting.set(exchange, nestingAround);
        stream.leave();
    }

    private Instant now() {
        return engine.runtime().clock().instant();
    }
}

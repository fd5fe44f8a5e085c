package io.cascadeflow.camel.failover;

import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.FailureMarks;
import io.cascadeflow.camel.stream.Streaming;
import io.cascadeflow.provider.ReplySink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on its way through the endpoints of a tier. At most one more is asked beside one that is slow; the first answer
 * is taken, and the exchange goes on when the other has ended as well, so that what it cost is known.
 */
final class FailOverRun {

    private final FailOver tier;
    private final Exchange exchange;
    private final List<Alternative> order;
    private final AsyncCallback callback;
    private final FailureMarks marks;
    private final Message question;
    private final TimeShare time;
    private final Spent spent;
    private final Instant began;
    private final @Nullable Object stopAround;
    private final @Nullable HedgeAfter hedge;
    private final List<Leg> underWay = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();
    private int next;
    private boolean hedged;
    private @Nullable Leg result;
    private CompletableFuture<Void> timer = CompletableFuture.completedFuture(null);

    /** @throws IllegalArgumentException when a header of the question says nothing that can be understood */
    FailOverRun(FailOver tier, Exchange exchange, List<Alternative> order, AsyncCallback callback) {
        this.tier = tier;
        this.exchange = exchange;
        this.order = order;
        this.callback = callback;
        marks = new FailureMarks(exchange);
        began = now();
        question = exchange.getMessage().copy();
        time = TimeShare.of(question, tier.plan().deadlineShare(), began);
        spent = Spent.before(question);
        stopAround = exchange.getProperty(CascadeFlowProperties.STOP);
        // a transaction is bound to one exchange and its thread
        hedge = exchange.isTransacted() ? null : tier.plan().hedge();
    }

    void start() {
        process(begin(order.get(next++)));
    }

    private synchronized Leg begin(Alternative alternative) {
        boolean first = underWay.isEmpty() && failures.isEmpty();
        Leg leg = hedge == null
                ? Leg.on(exchange, alternative, now())
                : Leg.onCopyOf(exchange, alternative, tier.context(), now());
        if (!first || leg.isCopy()) {
            ask(leg.on());
        }
        time.giveTo(leg.on().getMessage(), next >= order.size(), now());
        underWay.add(leg);
        return leg;
    }

    private void ask(Exchange on) {
        marks.restore(on);
        on.removeProperty(CascadeFlowProperties.DRAFT);
        on.removeProperty(CascadeFlowProperties.ASSESSMENT);
        Message asked = question.copy();
        MessageHelper.resetStreamCache(asked);
        on.setIn(asked);
    }

    private void process(Leg leg) {
        watch();
        try {
            leg.alternative().processor().process(leg.on(), doneSync -> ended(leg));
        } catch (Throwable t) {
            leg.on().setException(t);
            ended(leg);
        }
    }

    /** Whoever is under way from now on has this long to answer alone. */
    private void watch() {
        if (hedge == null) {
            return;
        }
        Optional<Duration> wait = hedge.given(tier.latencies()).map(this::inTime);
        CompletableFuture<Void> over;
        synchronized (this) {
            if (hedged || result != null || wait.isEmpty()) {
                return;
            }
            over = tier.tools().pause().of(wait.get());
            timer.cancel(false);
            timer = over;
        }
        over.thenRun(this::askAnother);
    }

    /** How long to wait so that another one, asked then, still can answer by the deadline. */
    private Duration inTime(Duration wished) {
        Duration wait = time.earlier(wished, tier.latencies(), now());
        if (!wait.equals(wished)) {
            exchange.setProperty(
                    CascadeFlowProperties.HURRIED,
                    List.of(
                            "another endpoint is asked as well after %d ms in place of %d ms, as the tier's answers usually take longer than would be left"
                                    .formatted(wait.toMillis(), wished.toMillis())));
        }
        return wait;
    }

    private void askAnother() {
        Leg another;
        synchronized (this) {
            if (hedged || result != null || underWay.size() != 1 || time.isOver(now())) {
                return;
            }
            hedged = true;
            another = begin(
                    next < order.size() ? order.get(next++) : underWay.get(0).alternative());
        }
        process(another);
    }

    private void ended(Leg leg) {
        ExchangeHelper.prepareOutToIn(leg.on());
        Exception failure = marks.failureOf(leg.on());
        leg.done();
        Leg another = null;
        List<Leg> unwanted = List.of();
        boolean over;
        synchronized (this) {
            underWay.remove(leg);
            spend(leg);
            if (result == null) {
                another = another(leg, failure);
            }
            if (result != null) {
                unwanted = List.copyOf(underWay);
            }
            over = result != null && underWay.isEmpty();
        }
        if (another != null) {
            process(another);
        } else if (over) {
            finish();
        } else {
            unwanted.forEach(other -> other.stop().complete(null));
        }
    }

    /** The next one to ask; null when there is none, or {@code leg} is what the tier came to. */
    private @Nullable Leg another(Leg leg, @Nullable Exception failure) {
        if (failure == null || FailureMarks.endsEverything(leg.on())) {
            result = leg;
            if (failure == null) {
                tier.answered(leg.alternative(), Duration.between(leg.since(), now()), Duration.between(began, now()));
            }
            return null;
        }
        failures.add(failure);
        boolean elsewhere = Elsewhere.mayAnswer(failure, tier.plan().onFilter()) && isUnseen();
        if (elsewhere) {
            leg.alternative().failed();
        }
        if (elsewhere && next < order.size() && !time.isOver(now())) {
            return begin(order.get(next++));
        }
        if (!elsewhere || underWay.isEmpty()) {
            result = leg;
        }
        return null;
    }

    /** What somebody has seen of an answer cannot be followed by another one. */
    private boolean isUnseen() {
        ReplySink sink = Streaming.sinkOf(exchange);
        return sink == null || sink.restart();
    }

    private void spend(Leg leg) {
        try {
            spent.add(leg.on().getMessage());
        } catch (IllegalArgumentException unreadable) {
            // the cascade reads the same header of the answer, and says so
        }
    }

    private void finish() {
        Leg taken = Objects.requireNonNull(result);
        timer.cancel(false);
        taken.leaveOn(exchange, stopAround);
        time.takeBack(exchange.getMessage());
        spent.leaveOn(exchange.getMessage());
        Exception failure = exchange.getException();
        if (failure != null) {
            failures.stream().filter(other -> other != failure).forEach(failure::addSuppressed);
        }
        exchange.setProperty(CascadeFlowProperties.FAILED_ENDPOINTS, List.copyOf(failures));
        tier.context().getCamelContextExtension().getReactiveExecutor().schedule(callback);
    }

    private Instant now() {
        return tier.tools().clock().instant();
    }
}

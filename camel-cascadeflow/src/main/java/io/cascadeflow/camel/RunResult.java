package io.cascadeflow.camel;

import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.PolicyDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a cascade leaves on its exchange: the answer or the question, headers, a draft, a failure.
 *
 * @param readings of the tiers that were asked, in order
 * @param marks what the exchange was like before
 * @param denial why nothing was asked; absent when that was allowed
 */
record RunResult(
        Step.Finish finish,
        Decision decision,
        List<TierReading> readings,
        CascadeRequest request,
        FailureMarks marks,
        @Nullable Denial denial) {

    RunResult {
        readings = List.copyOf(readings);
    }

    /** What {@code finish} gives of these readings; absent when it gives no answer. */
    static @Nullable TierReading given(Step.Finish finish, List<TierReading> readings) {
        Attempt answer = finish.answer();
        return answer == null ? null : readings.get(finish.state().attempts().indexOf(answer));
    }

    /** By name; an absent value means that the header is to be removed. */
    Map<String, @Nullable Object> headers(Cascade cascade, Duration latency) {
        Map<String, @Nullable Object> headers =
                ResultHeaders.of(finish, decision, latency, ResultHeaders.baseline(cascade, readings, finish));
        headers.putAll(ResultHeaders.budgets(readings));
        headers.putAll(ResultHeaders.energy(readings));
        return headers;
    }

    /** The exception that {@code exchange} goes on with, as its last tier left it; null when there is none. */
    @Nullable
    Exception failure(Exchange exchange) {
        if (finish.answer() != null) {
            return null;
        }
        if (FailureMarks.endsEverything(exchange)) {
            return exchange.getException();
        }
        if (denial != null && finish.reason().code() == Reason.Code.POLICY) {
            return PolicyDeniedException.of(denial);
        }
        if (finish.reason().code() == Reason.Code.RUN) {
            return last(Failed::stop);
        }
        return finish.reason().code() == Reason.Code.BUDGET
                ? last(Failed::refusal)
                : new AnswerRejectedException(decision);
    }

    /** Who refused the last one says it, so that a route can match it; what else went wrong stays visible in it. */
    private <E extends Exception> E last(Function<Failed, @Nullable E> refusal) {
        List<Failed> failures = decision.attempts().stream()
                .map(Attempt::result)
                .filter(Failed.class::isInstance)
                .map(Failed.class::cast)
                .toList();
        E last = Objects.requireNonNull(refusal.apply(failures.get(failures.size() - 1)));
        failures.stream()
                .filter(failure -> refusal.apply(failure) != last)
                .map(Failed::failure)
                .forEach(last::addSuppressed);
        return last;
    }

    /** All but the failure. */
    void leaveOn(Exchange exchange, Map<String, @Nullable Object> headers) {
        TierReading given = given(finish, readings);
        leaveDraft(exchange, given);
        if (given == null) {
            leaveQuestion(exchange);
        } else {
            leaveAnswer(exchange, given);
        }
        ResultHeaders.set(exchange.getIn(), headers);
        request.leaveDeadlineOn(exchange.getIn());
    }

    private void leaveQuestion(Exchange exchange) {
        if (!FailureMarks.endsEverything(exchange)) {
            marks.restore(exchange);
        }
        exchange.setIn(request.copy());
    }

    private void leaveAnswer(Exchange exchange, TierReading given) {
        if (given.message() != exchange.getIn() || exchange.getException() != null) {
            marks.restore(exchange);
            exchange.setIn(given.message());
        }
    }

    /** For a cascade around this one, which then need not measure again. */
    private static void leaveDraft(Exchange exchange, @Nullable TierReading given) {
        if (given == null || given.draft() == null) {
            exchange.removeProperty(CascadeFlowProperties.DRAFT);
            exchange.removeProperty(CascadeFlowProperties.ASSESSMENT);
        } else {
            exchange.setProperty(CascadeFlowProperties.DRAFT, given.draft());
            exchange.setProperty(CascadeFlowProperties.ASSESSMENT, ((Answered) given.result()).assessment());
        }
    }
}

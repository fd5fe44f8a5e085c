package io.cascadeflow.camel.observe;

import io.cascadeflow.budget.CallRef;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.AttemptEnd;
import io.cascadeflow.provider.ProviderException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Counts requests to providers. */
final class CallMeters {

    private static final String NONE = "none";

    private final Family<Timer> durations;
    private final Family<Timer> firstChunks;
    private final Family<DistributionSummary> tokens;
    private final Family<Counter> costs;
    private final Family<Counter> unpriced;
    private final Family<Counter> errors;

    CallMeters(Meters meters) {
        durations = meters.timers(Metric.OPERATION_DURATION, Buckets.durations());
        firstChunks = meters.timers(Metric.TIME_TO_FIRST_CHUNK, Buckets.firstChunks());
        tokens = meters.summaries(Metric.TOKEN_USAGE, Buckets.tokens());
        costs = meters.counters(Metric.COST);
        unpriced = meters.counters(Metric.UNPRICED);
        errors = meters.counters(Metric.PROVIDER_ERRORS);
    }

    void ended(AttemptEnd end) {
        ModelId model = end.call().model();
        String error = error(end.failure());
        durations.of(model.provider(), model.name(), end.operation(), error).record(end.took());
        if (end.firstPiece() != null) {
            firstChunks.of(model.provider(), model.name(), end.operation()).record(end.firstPiece());
        }
        if (end.failure() != null) {
            errors.of(model.provider(), model.name(), error).increment();
        }
        Charge charge = end.charge();
        if (charge != null) {
            charged(end, charge);
        }
    }

    private void charged(AttemptEnd end, Charge charge) {
        ModelId model = end.call().model();
        TokenUsage usage = end.usage();
        tokens.of(model.provider(), model.name(), end.operation(), "input").record(usage.totalInput());
        tokens.of(model.provider(), model.name(), end.operation(), "output").record(usage.output());
        paid(end.call(), charge.amount());
        if (charge.source() == Charge.Source.CEILING) {
            unpriced.of(model.provider(), model.name()).increment();
        }
    }

    void paid(CallRef call, Usd amount) {
        ModelId model = call.model();
        costs.of(fact(call, "cascade"), fact(call, "tier"), fact(call, "role"), model.provider(), model.name())
                .increment(amount.toBigDecimal().doubleValue());
    }

    void notAsked(ModelId model, ProviderException failure) {
        errors.of(model.provider(), model.name(), error(failure)).increment();
    }

    private static String fact(CallRef call, String name) {
        return call.facts().getOrDefault(name, NONE);
    }

    private static String error(@Nullable Throwable failure) {
        if (failure == null) {
            return NONE;
        }
        if (failure instanceof ProviderException error) {
            return error.kind().name().toLowerCase(Locale.ROOT);
        }
        return failure instanceof CancellationException ? "cancelled" : "_OTHER";
    }
}

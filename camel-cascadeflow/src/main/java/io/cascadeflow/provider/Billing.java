package io.cascadeflow.provider;

import io.cascadeflow.model.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as far as it has to be paid for, whatever it asks of a model.
 *
 * @param <R> its replies
 */
interface Billing<R> {

    Instant deadline();

    /** What is asked for, as {@link AttemptEnd#operation()} names it. */
    String operation();

    /** The most tokens that the provider can be given, as far as is known by now. */
    long mostInput();

    /** The most tokens that the provider can generate. */
    long mostOutput();

    Bill bill(R reply);

    /**
     * What a reply consumed.
     *
     * @param served the model that answered, as the provider names it; empty when it did not say
     * @param usage as the provider told it, else estimated
     * @param reportedUsd the provider's own bill in US dollars; absent at most providers
     */
    record Bill(String served, TokenUsage usage, @Nullable BigDecimal reportedUsd) {}
}

package io.cascadeflow.budget;

import io.cascadeflow.pricing.Usd;

/**
 * What an account counts: money, calls and tokens, each for itself.
 *
 * @param usd money
 * @param calls calls to models
 * @param tokens tokens of prompts and answers, cached ones included
 */
public record Amount(Usd usd, long calls, long tokens) {

    public static final Amount ZERO = new Amount(Usd.ZERO, 0, 0);

    /** Money alone. */
    public static Amount of(Usd usd) {
        return new Amount(usd, 0, 0);
    }

    public Amount plus(Amount other) {
        return new Amount(usd.plus(other.usd), Math.addExact(calls, other.calls), Math.addExact(tokens, other.tokens));
    }

    public Amount minus(Amount other) {
        return new Amount(
                usd.minus(other.usd), Math.subtractExact(calls, other.calls), Math.subtractExact(tokens, other.tokens));
    }

    /** The smaller of the two, unit by unit. */
    public Amount min(Amount other) {
        return new Amount(
                new Usd(Math.min(usd.nanos(), other.usd.nanos())),
                Math.min(calls, other.calls),
                Math.min(tokens, other.tokens));
    }

    /** The greater of the two, unit by unit. */
    public Amount max(Amount other) {
        return new Amount(
                new Usd(Math.max(usd.nanos(), other.usd.nanos())),
                Math.max(calls, other.calls),
                Math.max(tokens, other.tokens));
    }

    /** Whether it is as much or less in every unit. */
    public boolean isWithin(Amount most) {
        return usd.nanos() <= most.usd.nanos() && calls <= most.calls && tokens <= most.tokens;
    }
}

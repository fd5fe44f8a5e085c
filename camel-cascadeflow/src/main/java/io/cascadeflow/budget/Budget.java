package io.cascadeflow.budget;

import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much may be spent, over which stretch and by whom. Immutable.
 *
 * @param name unique among budgets
 * @param limit zero to a billion dollars; zero lets nothing through that costs anything
 * @param maxCalls how many calls, 0 or more; zero lets nothing through; absent: as many as the money allows
 * @param maxTokens how many tokens of prompts and answers, 0 or more; zero lets nothing through that has any; absent: as many
 *     as the money allows
 * @param window over what stretch spending is added up
 * @param key by what it is counted
 * @param warnAt the used share of the limit from which to warn, above 0 to 1
 * @param whenSpent what becomes of a call that no longer fits
 * @param enabled when false, spending is recorded and the limits are not applied
 */
public record Budget(
        String name,
        Usd limit,
        @Nullable Long maxCalls,
        @Nullable Long maxTokens,
        Window window,
        BudgetKey key,
        double warnAt,
        WhenSpent whenSpent,
        boolean enabled) {

    static final Usd HIGHEST = Usd.of("1000000000");
    static final long MOST = 1_000_000_000_000_000L;
    private static final double WARN_AT = 0.8;

    /** What becomes of a call that no longer fits. */
    public enum WhenSpent {
        /** It is not made. */
        REJECT,
        /** A cheaper tier that still fits answers, and the outcome says so. */
        DEGRADE,
        /** It is made; what it spends beyond the limit is on record. */
        OBSERVE
    }

    public Budget {
        AccountText.requireFit("a budget's name", name);
        if (limit.compareTo(Usd.ZERO) < 0 || limit.compareTo(HIGHEST) > 0) {
            throw new IllegalArgumentException(
                    "budget '%s' has the limit %s USD: choose one from 0 to %s".formatted(name, limit, HIGHEST));
        }
        requireCount(name, "maxCalls", maxCalls);
        requireCount(name, "maxTokens", maxTokens);
        if (!(warnAt > 0 && warnAt <= 1)) {
            throw new IllegalArgumentException(
                    "budget '%s' warns at %s: choose a share of the limit above 0 and up to 1, as in 0.8"
                            .formatted(name, warnAt));
        }
    }

    private static void requireCount(String name, String what, @Nullable Long count) {
        if (count != null && (count < 0 || count > MOST)) {
            throw new IllegalArgumentException("budget '%s' has %s=%d: choose one from 0 to %d, or leave it away"
                    .formatted(name, what, count, MOST));
        }
    }

    /** One sum for all calls, which rejects when spent and warns at 80 %. */
    public static Budget of(String name, String limitUsd, Window window) {
        return new Budget(name, Usd.of(limitUsd), null, null, window, BudgetKey.NONE, WARN_AT, WhenSpent.REJECT, true);
    }

    public Budget withLimit(Usd changed) {
        return new Budget(name, changed, maxCalls, maxTokens, window, key, warnAt, whenSpent, enabled);
    }

    /** The same budget with at most so many calls in a window. */
    public Budget withMaxCalls(long changed) {
        return new Budget(name, limit, changed, maxTokens, window, key, warnAt, whenSpent, enabled);
    }

    /** The same budget with at most so many tokens in a window. */
    public Budget withMaxTokens(long changed) {
        return new Budget(name, limit, maxCalls, changed, window, key, warnAt, whenSpent, enabled);
    }

    public Budget per(BudgetKey changed) {
        return new Budget(name, limit, maxCalls, maxTokens, window, changed, warnAt, whenSpent, enabled);
    }

    public Budget warningAt(double share) {
        return new Budget(name, limit, maxCalls, maxTokens, window, key, share, whenSpent, enabled);
    }

    public Budget whenSpent(WhenSpent changed) {
        return new Budget(name, limit, maxCalls, maxTokens, window, key, warnAt, changed, enabled);
    }

    public Budget enabled(boolean changed) {
        return new Budget(name, limit, maxCalls, maxTokens, window, key, warnAt, whenSpent, changed);
    }

    /** Whether the limits can refuse a call. */
    public boolean isEnforced() {
        return enabled && whenSpent != WhenSpent.OBSERVE;
    }

    /**
     * The account that a call at this instant goes to, with the limit that applies to it now.
     *
     * @param facts what is known about the call, by name: tenant, user, model, ...
     * @param run the run that the call belongs to, empty when it belongs to none
     * @throws BudgetKeyMissingException when the call does not say to whose account it goes
     */
    public Claim claim(Map<String, String> facts, String run, Instant at) {
        Window.Span span = spanAt(at, run);
        return new Claim(this, new Account(name, key.valueFor(name, facts), span.id()), span.end());
    }

    private Window.Span spanAt(Instant at, String run) {
        if (!(window instanceof Window.Run) || !run.isBlank()) {
            return window.spanAt(at, run);
        }
        if (key.whenAbsent() == null || key.whenAbsent().isBlank()) {
            throw new BudgetKeyMissingException(name, "run");
        }
        return window.spanAt(at, key.whenAbsent());
    }
}

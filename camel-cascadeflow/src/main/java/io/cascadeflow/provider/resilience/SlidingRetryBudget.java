package io.cascadeflow.provider.resilience;

import io.cascadeflow.provider.RetryBudget;
import java.time.Clock;

/**
 * Retries up to a share of the calls of the last minute, and always a few: a server that fails for everybody gets little more
 * load than it would without retries. Thread-safe; a minute is sixty counts.
 */
public final class SlidingRetryBudget implements RetryBudget {

    /** So that an endpoint with little traffic is retried at all. */
    static final int ALWAYS = 10;

    private static final int SECONDS = 60;

    private final double share;
    private final Clock clock;
    private final long[] calls = new long[SECONDS];
    private final long[] retries = new long[SECONDS];
    private long last;

    /** @param share retries for each call, 0 to 1; 0 leaves ten a minute */
    public SlidingRetryBudget(double share, Clock clock) {
        this.share = share;
        this.clock = clock;
        this.last = clock.instant().getEpochSecond();
    }

    @Override
    public synchronized void called() {
        calls[now()]++;
    }

    @Override
    public synchronized boolean mayRetry() {
        int now = now();
        boolean may = sum(retries) + 1 <= Math.max(ALWAYS, share * sum(calls));
        if (may) {
            retries[now]++;
        }
        return may;
    }

    /** Moves on to this second's counts, and forgets those that are a minute old. A clock that is set back stands still. */
    private int now() {
        long second = Math.max(last, clock.instant().getEpochSecond());
        for (long passed = Math.min(second - last, SECONDS); passed > 0; passed--) {
            int old = (int) ((second - passed + 1) % SECONDS);
            calls[old] = 0;
            retries[old] = 0;
        }
        last = second;
        return (int) (second % SECONDS);
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}

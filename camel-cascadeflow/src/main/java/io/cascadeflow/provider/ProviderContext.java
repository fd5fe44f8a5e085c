package io.cascadeflow.provider;

import java.time.Clock;

/**
 * What a provider works with.
 *
 * @param transport HTTP
 * @param retry repeats failed attempts; the only place where that is done
 * @param clock the time
 * @param patience with streams
 */
public record ProviderContext(Transport transport, Retry retry, Clock clock, Patience patience) {

    /** With streams that only their call's deadline ends. */
    public ProviderContext(Transport transport, Retry retry, Clock clock) {
        this(transport, retry, clock, Patience.ENDLESS);
    }
}

package io.cascadeflow.camel.gateway.keys;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts wrong keys by where they come from. A guess succeeds with a chance of 1 to 2^256 whatever is done here; this keeps
 * guessers from costing anything. Thread-safe.
 *
 * <p>Somebody with more addresses than are remembered has the oldest forgotten, and may try again from there.
 */
final class Guesses {

    /** Wrong keys from one address. */
    static final int PER_MINUTE = 10;

    /** Keys from one address that may be looked at at once, before anybody knows whether they are wrong. */
    static final int IN_DOUBT = 100;

    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final int MOST = 10_000;
    private static final int LONGEST = 64;
    /** A network of IPv6 that one customer has: each of its 2^64 addresses is theirs. */
    private static final int NETWORK_BYTES = 8;

    private final Bounded<String, TokenBucket> buckets = new Bounded<>(MOST);
    /** Bounded by those who wait for an answer. */
    private final Map<String, Integer> inDoubt = new ConcurrentHashMap<>();

    private final Clock clock;

    Guesses(Clock clock) {
        this.clock = clock;
    }

    /** How long nothing from there is looked at; empty when it is. */
    Optional<Duration> wait(@Nullable String remoteAddress) {
        TokenBucket bucket = buckets.get(network(remoteAddress));
        return bucket == null
                ? Optional.empty()
                : Optional.of(bucket.later(clock.instant()).untilOne()).filter(wait -> !wait.isZero());
    }

    /** A look begins, if this is empty: then {@link #end} follows. Else how long none does. */
    Optional<Duration> begin(@Nullable String remoteAddress) {
        Optional<Duration> wait = wait(remoteAddress);
        if (wait.isPresent()) {
            return wait;
        }
        String network = network(remoteAddress);
        if (inDoubt.merge(network, 1, Integer::sum) > IN_DOUBT) {
            end(remoteAddress);
            return Optional.of(A_MOMENT);
        }
        return Optional.empty();
    }

    void end(@Nullable String remoteAddress) {
        inDoubt.computeIfPresent(network(remoteAddress), (network, number) -> number == 1 ? null : number - 1);
    }

    void wrong(@Nullable String remoteAddress) {
        Instant now = clock.instant();
        buckets.change(
                network(remoteAddress),
                TokenBucket.full(PER_MINUTE, now),
                bucket -> bucket.later(now).less());
    }

    int remembered() {
        return buckets.size() + inDoubt.size();
    }

    /** Never looks up a name: what has a colon is read as a number, or not at all. */
    static String network(@Nullable String remoteAddress) {
        String address = remoteAddress == null ? "" : remoteAddress;
        if (address.length() > LONGEST) {
            return address.substring(0, LONGEST);
        }
        try {
            boolean isNumber = address.indexOf(':') >= 0 && address.matches("[0-9a-fA-F:.]+");
            return isNumber ? network(InetAddress.getByName(address)) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : String.valueOf(address.getHostAddress());
    }
}

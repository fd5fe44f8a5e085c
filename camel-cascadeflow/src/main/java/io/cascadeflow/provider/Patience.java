package io.cascadeflow.provider;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * How long a stream may keep silent before it counts as failed. The call's deadline holds beside it.
 *
 * @param pause waits
 * @param firstToken until the first piece of an answer, thought or tool call
 * @param idle between pieces of data, after the first; what only keeps a connection open does not count as data
 * @param drain how long a reply that is not wanted any more is read on, where its usage is about to come
 */
public record Patience(Pause pause, Duration firstToken, Duration idle, Duration drain) {

    public static final Duration USUAL_FIRST_TOKEN = Duration.ofSeconds(60);
    public static final Duration USUAL_IDLE = Duration.ofSeconds(60);
    private static final Duration USUAL_DRAIN = Duration.ofSeconds(1);

    /** Waits for ever: only the deadline ends it. */
    static final Patience ENDLESS =
            new Patience(duration -> new CompletableFuture<>(), USUAL_FIRST_TOKEN, USUAL_IDLE, USUAL_DRAIN);

    /** How long a reply's head may take of {@code most}. */
    Duration untilHead(Duration most) {
        return firstToken.compareTo(most) < 0 ? firstToken : most;
    }

    public Patience(Pause pause, Duration firstToken, Duration idle) {
        this(pause, firstToken, idle, USUAL_DRAIN);
    }
}

package io.cascadeflow.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches over a stream: ends it when the provider keeps silent for too long, or the deadline comes. Only time in which
 * something is awaited from the provider is its silence. Thread-safe; one timer for each stream, whatever the number of pieces.
 */
final class Silence {

    private final Patience patience;
    private final Clock clock;
    private final Consumer<String> tooLong;
    private volatile @Nullable Instant since;
    private volatile boolean spoken;
    private volatile boolean over;
    private volatile CompletableFuture<Void> timer = new CompletableFuture<>();
    private volatile CompletableFuture<Void> deadline = new CompletableFuture<>();

    /** @param tooLong told once what was waited for in vain */
    Silence(Patience patience, Clock clock, Consumer<String> tooLong) {
        this.patience = patience;
        this.clock = clock;
        this.tooLong = tooLong;
    }

    /**
     * The provider is expected to speak.
     *
     * @param began since when
     * @param most how long from then until all is said
     */
    void start(Instant began, Duration most) {
        since = began;
        deadline = patience.pause().of(most.minus(Duration.between(began, clock.instant())));
        deadline.thenRun(() -> end("the reply was not complete by the call's deadline; raise requestTimeout"));
        if (over) {
            deadline.cancel(false);
        }
        look();
    }

    static String noToken(Duration limit) {
        return "no first token within %s; raise firstTokenTimeout if the model thinks that long"
                .formatted(HttpErrors.seconds(limit));
    }

    /** Something is awaited from the provider; told again while it is, that changes nothing. */
    void begins() {
        if (since == null) {
            since = clock.instant();
        }
    }

    /** Data came. */
    void breaks() {
        since = null;
    }

    /** A piece of the answer came; after the first one the other patience holds. */
    void spoken() {
        if (!spoken) {
            spoken = true;
            timer.cancel(false);
            waitFor(patience.idle());
        }
    }

    /** Nothing more is expected. */
    void close() {
        over = true;
        timer.cancel(false);
        deadline.cancel(false);
    }

    private void waitFor(Duration time) {
        CompletableFuture<Void> next = patience.pause().of(time);
        timer = next;
        if (over) {
            next.cancel(false);
        }
        next.thenRun(this::look);
    }

    private void look() {
        if (over) {
            return;
        }
        Instant silent = since;
        Duration limit = spoken ? patience.idle() : patience.firstToken();
        Duration passed = silent == null ? Duration.ZERO : Duration.between(silent, clock.instant());
        if (passed.compareTo(limit) < 0) {
            waitFor(limit.minus(passed));
        } else {
            end(
                    spoken
                            ? "the stream fell silent for %s; raise idleTimeout if the model pauses that long"
                                    .formatted(HttpErrors.seconds(limit))
                            : noToken(limit));
        }
    }

    private void end(String why) {
        if (!over) {
            close();
            tooLong.accept(why);
        }
    }
}

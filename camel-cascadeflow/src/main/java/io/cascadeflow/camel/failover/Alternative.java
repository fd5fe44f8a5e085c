package io.cascadeflow.camel.failover;

import io.cascadeflow.model.ModelId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.camel.AsyncProcessor;
import org.jspecify.annotations.Nullable;

/** One endpoint of a tier, and how it did lately. Thread-safe. */
public final class Alternative {

    private static final double HALF = 0.5;

    /** An endpoint that just failed is not the fastest, however fast it was. */
    private static final Duration UNDER_A_CLOUD = Duration.ofSeconds(30);

    private final AsyncProcessor processor;
    private final @Nullable ModelId model;
    private final Supplier<@Nullable BigDecimal> price;
    private final int weight;
    private final LatencyWindow latencies;
    private final Clock clock;
    private volatile Instant failedAt = Instant.MIN;

    /**
     * @param processor asks it
     * @param model that it asks; absent when that is not known
     * @param price what a million tokens of prompt and as many of answer cost now; absent when nobody knows
     * @param weight how often it is asked first, 1 or more
     */
    Alternative(
            AsyncProcessor processor,
            @Nullable ModelId model,
            Supplier<@Nullable BigDecimal> price,
            int weight,
            Clock clock) {
        this.processor = processor;
        this.model = model;
        this.price = price;
        this.weight = weight;
        this.clock = clock;
        this.latencies = new LatencyWindow(clock);
    }

    @Nullable
    ModelId model() {
        return model;
    }

    AsyncProcessor processor() {
        return processor;
    }

    /** What it looks like for those who choose. */
    Standing standing() {
        boolean failing = failedAt.isAfter(clock.instant().minus(UNDER_A_CLOUD));
        return new Standing(
                weight,
                price.get(),
                failing,
                latencies.median().orElse(null),
                latencies.quantile(HALF).orElse(null));
    }

    void answered(Duration took) {
        latencies.add(took);
        failedAt = Instant.MIN;
    }

    void failed() {
        failedAt = clock.instant();
    }

    /**
     * What a choice is made by.
     *
     * @param failing whether it failed within the last half minute and has not answered since
     * @param latency half of its answers lately took at most this; absent when there was none
     * @param usual the same; absent while too little is known to rely on it
     */
    record Standing(
            int weight,
            @Nullable BigDecimal price,
            boolean failing,
            @Nullable Duration latency,
            @Nullable Duration usual) {

        Standing(int weight, @Nullable BigDecimal price, boolean failing, @Nullable Duration latency) {
            this(weight, price, failing, latency, null);
        }
    }
}

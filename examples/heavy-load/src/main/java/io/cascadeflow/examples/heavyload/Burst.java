package io.cascadeflow.examples.heavyload;

import io.cascadeflow.camel.CascadeFlowConstants;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/** Puts questions into the queue, evenly, and faster than anybody can answer them. */
final class Burst {

    private static final List<String> PLACES =
            List.of("Bern", "Lyon", "Oslo", "Porto", "Turin", "Vienna", "Ghent", "Krakow", "Malmo");

    private final CamelContext camel;
    private final Figures figures;
    private final Clock clock;
    private final Duration patience;

    Burst(CamelContext camel, Figures figures, Clock clock, Duration patience) {
        this.camel = camel;
        this.figures = figures;
        this.clock = clock;
        this.patience = patience;
    }

    /** Every other one wants thinking. */
    static List<String> made(int questions) {
        return IntStream.rangeClosed(1, questions)
                .mapToObj(id -> (id % 2 == 0 ? "Compare the two tariffs for %s." : "Where is my parcel to %s?")
                        .formatted(PLACES.get(id % PLACES.size())))
                .toList();
    }

    void send(List<String> questions, int perSecond) {
        Instant began = clock.instant();
        try (ProducerTemplate queue = camel.createProducerTemplate()) {
            for (int i = 0; i < questions.size(); i++) {
                Instant due = began.plusNanos(1_000_000_000L * i / perSecond);
                LockSupport.parkNanos(Duration.between(clock.instant(), due).toNanos());
                Instant now = clock.instant();
                figures.asked();
                queue.sendBodyAndHeaders(
                        "seda:questions?size={{load.queue}}",
                        questions.get(i),
                        Map.of("id", i + 1, Figures.CAME, now, CascadeFlowConstants.DEADLINE, now.plus(patience)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the queue's template did not close", e);
        }
    }
}

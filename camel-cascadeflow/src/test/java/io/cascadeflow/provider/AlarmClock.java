package io.cascadeflow.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A clock that stands until it is moved, and pauses that end when it gets there. For one thread. */
final class AlarmClock extends Clock implements Pause {

    private record Alarm(Instant at, CompletableFuture<Void> rings) {}

    private final List<Alarm> alarms = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @Override
    public CompletableFuture<Void> of(Duration duration) {
        Alarm alarm = new Alarm(now.plus(duration), new CompletableFuture<>());
        alarms.add(alarm);
        return alarm.rings();
    }

    /** Alarms ring in their order, each at its time, also those that are set by others on the way. */
    void advance(Duration time) {
        Instant end = now.plus(time);
        while (true) {
            alarms.removeIf(alarm -> alarm.rings().isDone());
            Alarm next = alarms.stream()
                    .filter(alarm -> !alarm.at().isAfter(end))
                    .min(Comparator.comparing(Alarm::at))
                    .orElse(null);
            if (next == null) {
                now = end;
                return;
            }
            now = next.at();
            next.rings().complete(null);
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return InstantSource.fixed(now).withZone(zone);
    }
}

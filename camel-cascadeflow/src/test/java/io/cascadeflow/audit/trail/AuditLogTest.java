package io.cascadeflow.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditLogTest {

    private final GatedSink sink = new GatedSink("file");
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final MovableClock clock = new MovableClock();

    /** Takes nothing before it is opened, and fails as often as it is told. */
    private static final class GatedSink implements AuditSink {

        final List<String> kept = new CopyOnWriteArrayList<>();
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);
        private final String name;
        volatile int failures;
        volatile boolean closed;

        GatedSink(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int append(List<? extends AuditRecord> records) throws IOException {
            asked.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
            if (failures > 0) {
                failures--;
                throw new IOException("No space left on device");
            }
            // not all at once
            int some = Math.max(1, records.size() / 2);
            records.subList(0, some).forEach(record -> kept.add(record.id()));
            return some;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private AuditLog log(AuditSink into, int records, boolean drops) {
        return log(into, new Room(records, drops, null));
    }

    private AuditLog log(AuditSink into, Room room) {
        return new AuditLog(into, room, Runnable::run, clock, warnings::add);
    }

    private static CompletableFuture<@Nullable Void> add(AuditTrail trail, int i) {
        CompletionStage<@Nullable Void> added = trail.add(Records.decided(i, "q"));
        return added.toCompletableFuture();
    }

    private static AuditTrail trail(AuditLog... logs) {
        return new AuditTrail(List.of(logs), ContentKeeper.HASH);
    }

    @Test
    void nothingIsDroppedByDefaultAndCallsWaitWithoutAThread() throws Exception {
        AuditLog log = log(sink, 2, false);
        AuditTrail trail = trail(log);
        assertThat(add(trail, 0)).isCompleted();
        sink.asked.await();
        assertThat(add(trail, 1)).isCompleted();
        assertThat(add(trail, 2)).isCompleted();
        CompletableFuture<@Nullable Void> third = add(trail, 3);
        CompletableFuture<@Nullable Void> fourth = add(trail, 4);
        assertThat(third).isNotDone();
        assertThat(fourth).isNotDone();

        sink.open.countDown();

        CompletableFuture.allOf(third, fourth).get(20, TimeUnit.SECONDS);
        log.close();
        assertThat(sink.kept).containsExactly("d0", "d1", "d2", "d3", "d4");
        assertThat(sink.closed).isTrue();
        assertThat(log.figures().written()).isEqualTo(5);
        assertThat(log.figures().dropped()).isZero();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aCallIsHeldBackForSoLongAsIsAllowed() throws Exception {
        AuditLog log = log(sink, new Room(1, false, Duration.ofMillis(30)));
        AuditTrail trail = trail(log);
        add(trail, 0);
        sink.asked.await();
        assertThat(add(trail, 1)).isCompleted();

        add(trail, 2).get(20, TimeUnit.SECONDS);
        CompletableFuture<@Nullable Void> third = add(trail, 3);
        sink.open.countDown();
        third.get(20, TimeUnit.SECONDS);
        log.close();

        assertThat(log.figures().dropped()).isBetween(1L, 2L);
        assertThat(log.figures().written() + log.figures().dropped()).isEqualTo(4);
        assertThat(sink.kept).contains("d0", "d1").doesNotContain("d2");
        assertThat(warnings).anyMatch(warning -> warning.contains("decisions were dropped"));
    }

    @Test
    void whereItMayDropItCountsWhatItDrops() throws Exception {
        AuditLog log = log(sink, 2, true);
        AuditTrail trail = trail(log);
        add(trail, 0);
        sink.asked.await();
        for (int i = 1; i < 10; i++) {
            assertThat(add(trail, i)).isCompleted();
        }
        sink.open.countDown();
        log.close();

        assertThat(sink.kept).containsExactly("d0", "d1", "d2");
        assertThat(log.figures().dropped()).isEqualTo(7);
        assertThat(warnings)
                .contains(
                        "more is to be recorded than it takes, or it was closed before; so many decisions were dropped: 1")
                .hasSize(3);
    }

    @Test
    void aFullDiskIsTriedAgainAndToldAndNothingIsLost() {
        sink.failures = 2;
        sink.open.countDown();
        AuditLog log = log(sink, 100, false);
        AuditTrail trail = trail(log);
        for (int i = 0; i < 20; i++) {
            add(trail, i);
        }
        log.close();

        assertThat(sink.kept).hasSize(20).startsWith("d0", "d1").endsWith("d19");
        assertThat(log.figures().failures()).isEqualTo(2);
        assertThat(log.figures().failing()).isNull();
        assertThat(warnings)
                .contains("it failed (No space left on device) and is tried again; so often so far: 1")
                .last()
                .asString()
                .startsWith("it works again");
    }

    @Test
    void aSinkThatHangsHoldsUpNoOtherAndIsSeenToHang() throws Exception {
        GatedSink other = new GatedSink("jdbc");
        other.open.countDown();
        AuditLog hanging = log(sink, 100, false);
        AuditLog working = log(other, 100, false);
        AuditTrail trail = trail(hanging, working);
        for (int i = 0; i < 10; i++) {
            assertThat(add(trail, i)).isCompleted();
        }
        working.close();
        sink.asked.await();

        assertThat(other.kept).hasSize(10);
        assertThat(hanging.figures().busySince()).isEqualTo(clock.instant());

        hanging.close(Duration.ofMillis(1));
        assertThat(hanging.figures().written()).isZero();
        assertThat(hanging.figures().lost()).isEqualTo(10);
        assertThat(warnings).anyMatch(warning -> warning.contains("could not be recorded before the end"));
    }

    @Test
    void manyCharactersFillItToo() throws Exception {
        AuditLog log = log(sink, 1000, false);
        AuditTrail trail = trail(log);
        add(trail, 0);
        sink.asked.await();
        String large = "x".repeat(40 << 20);
        assertThat(trail.add(Records.decided(1, large)).toCompletableFuture()).isCompleted();
        assertThat(trail.add(Records.decided(2, large)).toCompletableFuture()).isCompleted();
        CompletableFuture<@Nullable Void> third = add(trail, 3);
        assertThat(third).isNotDone();

        sink.open.countDown();
        third.get(20, TimeUnit.SECONDS);
        log.close();
        assertThat(sink.kept).hasSize(4);
    }
}

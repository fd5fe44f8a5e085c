package io.cascadeflow.camel.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.camel.gateway.keys.Admission.Exceeded;
import io.cascadeflow.camel.gateway.keys.Admission.Granted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallerLimitsTest {

    private final MovableClock clock = new MovableClock();
    private final CallerLimits limits = new CallerLimits(clock, 3);

    static Caller caller(String id, @Nullable Integer perMinute, @Nullable Integer concurrent) {
        return new Caller(id, "acme", null, null, List.of(), List.of(), new RateLimits(perMinute, concurrent));
    }

    @Test
    void aMinutesWorthMayComeAtOnceAndThenAsItFills() {
        Caller caller = caller("a", 60, null);
        for (int i = 0; i < 60; i++) {
            assertThat(limits.enter(caller)).isInstanceOf(Granted.class);
        }
        assertThat(limits.enter(caller))
                .isEqualTo(new Exceeded("this key may make 60 requests per minute; wait", Duration.ofSeconds(1)));
        clock.advance(Duration.ofSeconds(2));
        assertThat(limits.enter(caller)).isInstanceOf(Granted.class);
        assertThat(limits.enter(caller)).isInstanceOf(Granted.class);
        assertThat(limits.enter(caller)).isInstanceOf(Exceeded.class);
    }

    @Test
    void aPlaceIsGivenBackOnce() {
        Caller caller = caller("a", null, 2);
        Granted first = (Granted) limits.enter(caller);
        limits.enter(caller);
        assertThat(limits.enter(caller))
                .isEqualTo(new Exceeded("this key may have 2 requests under way at once; wait for one to end", null));

        first.release();
        first.release();
        assertThat(limits.enter(caller)).isInstanceOf(Granted.class);
        assertThat(limits.enter(caller)).isInstanceOf(Exceeded.class);
    }

    @Test
    void callersDoNotConcernEachOther() {
        limits.enter(caller("a", 1, 1));
        assertThat(limits.enter(caller("a", 1, 1))).isInstanceOf(Exceeded.class);
        assertThat(limits.enter(caller("b", 1, 1))).isInstanceOf(Granted.class);
    }

    @Test
    void whoeverHasNoLimitIsNotRemembered() {
        for (int i = 0; i < 100; i++) {
            ((Granted) limits.enter(caller("k" + i, null, null))).release();
        }
        assertThat(limits.remembered()).isZero();
    }

    @Test
    void tooManyCallersAtOnceAreRefusedUntilOthersAreAsGoodAsNew() {
        Granted open = (Granted) limits.enter(caller("a", null, 1));
        ((Granted) limits.enter(caller("b", 60, null))).release();
        ((Granted) limits.enter(caller("c", null, 1))).release();

        assertThat(limits.enter(caller("d", 1, 1))).isInstanceOf(Granted.class);
        assertThat(limits.remembered()).as("c was forgotten, b has used some").isEqualTo(3);
        assertThat(limits.enter(caller("e", 1, 1)))
                .isEqualTo(new Exceeded("too many callers ask at once; try again in a moment", Duration.ofSeconds(1)));

        clock.advance(Duration.ofSeconds(1));
        assertThat(limits.enter(caller("e", 1, 1))).as("b is as good as new").isInstanceOf(Granted.class);
        open.release();
        assertThat(limits.enter(caller("a", null, 1)))
                .as("nobody's place was lost")
                .isInstanceOf(Granted.class);
    }

    @Test
    void noMoreAreUnderWayThanAllowedWhateverTheThreadsDo() throws Exception {
        CallerLimits shared = new CallerLimits(clock);
        Caller caller = caller("a", null, 5);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger granted = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            done.add(threads.submit(() -> {
                start.await();
                for (int j = 0; j < 20_000; j++) {
                    if (shared.enter(caller) instanceof Granted place) {
                        granted.incrementAndGet();
                        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                        underWay.decrementAndGet();
                        place.release();
                        place.release();
                    }
                }
                return null;
            }));
        }
        start.countDown();
        for (Future<?> one : done) {
            one.get();
        }
        threads.shutdown();

        assertThat(most.get()).isBetween(1, 5);
        assertThat(granted.get()).isPositive();
        for (int i = 0; i < 5; i++) {
            assertThat(shared.enter(caller)).isInstanceOf(Granted.class);
        }
        assertThat(shared.enter(caller)).isInstanceOf(Exceeded.class);
    }

    @Test
    void exactlyAMinutesWorthGetsThroughHoweverManyAskAtOnce() throws Exception {
        CallerLimits shared = new CallerLimits(clock);
        Caller caller = caller("a", 100, null);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Admission>> asked = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            asked.add(threads.submit(() -> shared.enter(caller)));
        }
        int granted = 0;
        for (Future<Admission> one : asked) {
            granted += one.get() instanceof Granted ? 1 : 0;
        }
        threads.shutdown();

        assertThat(granted).isEqualTo(100);
    }
}

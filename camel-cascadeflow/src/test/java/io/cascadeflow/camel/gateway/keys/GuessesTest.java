package io.cascadeflow.camel.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuessesTest {

    private final MovableClock clock = new MovableClock();
    private final Guesses guesses = new Guesses(clock);

    @Test
    void anAddressOfIpv6CountsWithItsNetwork() {
        assertThat(Guesses.network("2001:db8:1:2::1")).isEqualTo(Guesses.network("2001:db8:1:2:ffff::9"));
        assertThat(Guesses.network("2001:db8:1:2::1")).isNotEqualTo(Guesses.network("2001:db8:1:3::1"));
        assertThat(Guesses.network("::ffff:10.0.0.1")).isEqualTo(Guesses.network("10.0.0.1"));
        assertThat(Guesses.network("10.0.0.1")).isNotEqualTo(Guesses.network("10.0.0.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", ":::", "1:2", "fe80::1%eth0", "a:b:c"})
    void whatIsNoAddressIsTakenAsItIs(String text) {
        assertThat(Guesses.network(text)).isEqualTo(text);
    }

    @Test
    void unknownAndOverlongAddressesAreBoundedToo() {
        assertThat(Guesses.network(null)).isEmpty();
        assertThat(Guesses.network("x".repeat(1_000_000))).hasSize(64);
    }

    @Test
    void remembersTenThousandAddresses() {
        for (int i = 0; i < 30_000; i++) {
            guesses.wrong("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256);
        }
        assertThat(guesses.remembered()).isEqualTo(10_000);
    }

    @Test
    void manyAtOnceAreOnCreditForAMinuteAtMost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            done.add(threads.submit(() -> guesses.wrong("a")));
        }
        for (Future<?> one : done) {
            one.get();
        }
        threads.shutdown();

        assertThat(guesses.wait("a")).contains(Duration.ofSeconds(66));
        clock.advance(Duration.ofSeconds(66));
        assertThat(guesses.wait("a")).isEmpty();
    }
}

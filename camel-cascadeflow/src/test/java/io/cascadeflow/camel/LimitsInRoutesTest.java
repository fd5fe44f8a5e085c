package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.BudgetUnit;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of calls and tokens, apart from money: exactly as many as are allowed, in each window, of each key. */
class LimitsInRoutesTest {

    private static final String M = "cascadeflow:probe:m";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();

    private ProbeContext with(String ledger, String limit) throws Exception {
        Path file = Files.writeString(
                folder.resolve("limits.yaml"), """
                models: {"probe:m": {input: 1, output: 10}}
                cascades: {support: {tiers: [{name: only, uri: "cascadeflow:probe:m"}]}}
                ledger: LEDGER
                budgets: [LIMIT]
                """.replace("LEDGER", ledger).replace("LIMIT", limit));
        return new ProbeContext(component -> component.setConfiguration("file:" + file), clock);
    }

    private static List<Exchange> atOnce(ProbeContext with, String tenant) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Exchange>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            asked.add(threads.submit(() -> {
                start.await();
                return with.ask(M, "?", Map.of(CascadeFlowConstants.TENANT, tenant));
            }));
        }
        start.countDown();
        List<Exchange> done = new ArrayList<>();
        for (Future<Exchange> each : asked) {
            done.add(each.get(30, TimeUnit.SECONDS));
        }
        threads.shutdown();
        return done;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{memory: true}", "{url: 'jdbc:h2:mem:limits', leases: false}", "{url: 'jdbc:h2:mem:leased'}"})
    void ofFiftyThreadsExactlyTenAreAdmittedPerWindowAndKey(String ledger) throws Exception {
        try (ProbeContext with = with(ledger, "{name: calls, maxCalls: 10, window: hour, per: tenant}")) {
            for (int hour = 1; hour <= 2; hour++) {
                for (String tenant : List.of("a", "b")) {
                    int before = with.probe.count();
                    List<Exchange> done = atOnce(with, tenant);
                    assertThat(with.probe.count() - before).isEqualTo(10);
                    assertThat(done)
                            .filteredOn(exchange -> exchange.getException() == null)
                            .hasSize(10);
                    assertThat(done)
                            .filteredOn(exchange -> exchange.getException() != null)
                            .allSatisfy(exchange -> {
                                BudgetExceededException refused =
                                        Objects.requireNonNull(BudgetExceededException.in(exchange.getException()));
                                assertThat(refused.unit()).isEqualTo(BudgetUnit.CALLS);
                                assertThat(refused.retryAfter(clock.instant())).isEqualTo(Duration.ofHours(1));
                            });
                }
                clock.advance(Duration.ofHours(1));
            }
        }
    }

    @Test
    void tokensAreLimitedByWhatACallMayTakeAndSettledByWhatItTook() throws Exception {
        // each call may take 2,000 tokens of output and a few of its prompt, and takes 105
        try (ProbeContext with = with("{memory: true}", "{name: tokens, maxTokens: 2300, window: hour, per: tenant}")) {
            with.probe.answers(ChatReply.of("m", "four").withUsage(TokenUsage.of(5, 100)));
            List<Boolean> admitted = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Exchange exchange = with.ask(M + "?maxTokens=2000", "?", Map.of(CascadeFlowConstants.TENANT, "a"));
                admitted.add(exchange.getException() == null);
            }
            assertThat(admitted).containsExactly(true, true, true, false, false);
        }
    }
}

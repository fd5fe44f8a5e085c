package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.policy.PolicyDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules about used budgets, where the ledger is in a database. */
class BudgetUsedInRoutesTest {

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private @Nullable ProbeContext context;

    private ProbeContext with(String further) throws Exception {
        Path file = Files.writeString(folder.resolve("used.yaml"), """
                models: {"probe:m": {input: 1, output: 10}}
                budgets: [{name: company, limit: 1, window: day}]
                policies: [{name: tight, when: {budgetUsedAbove: 0.001}, then: {deny: true}}]
                """ + further);
        context = new ProbeContext(component -> component.setConfiguration("file:" + file), clock);
        return context;
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    private static boolean isDenied(Exchange exchange) {
        return exchange.getException() instanceof PolicyDeniedException;
    }

    @Test
    void whatADatabaseSaidIsASecondOldAtMost() throws Exception {
        ProbeContext with = with("ledger: {url: 'jdbc:h2:mem:budget-used'}\n");
        assertThat(isDenied(with.ask("cascadeflow:probe:m", "?"))).isFalse();
        assertThat(isDenied(with.ask("cascadeflow:probe:m", "?")))
                .as("in the same second")
                .isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(isDenied(with.ask("cascadeflow:probe:m", "?"))).isTrue();
    }

    @Test
    void whatIsInMemoryIsReadEachTime() throws Exception {
        ProbeContext with = with("ledger: {memory: true}\n");
        assertThat(isDenied(with.ask("cascadeflow:probe:m", "?"))).isFalse();
        assertThat(isDenied(with.ask("cascadeflow:probe:m", "?"))).isTrue();
    }
}

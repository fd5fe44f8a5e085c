package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.policy.PolicyDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A changed configuration takes the place of the one before as a whole, or not at all. */
class ReloadTest {

    private static final String SUPPORT = "cascadeflow:cascade:support";
    private static final String M = "cascadeflow:probe:m";
    private static final String PRICES = """
            models:
              "probe:m": {input: 1, output: 10}
              "probe:n": {input: 2, output: 20}
            """;
    private static final String ONE = PRICES + """
            cascades: {support: {tiers: [{name: only, uri: "cascadeflow:probe:m"}]}}
            ledger: {memory: true}
            """;
    private static final String OTHER = ONE.replace("uri: \"cascadeflow:probe:m\"", "uri: \"cascadeflow:probe:n\"");

    @TempDir
    Path folder;

    private @Nullable ProbeContext context;

    private ProbeContext with(String configuration) throws Exception {
        return with(configuration, 0);
    }

    private ProbeContext with(String configuration, int reloadSeconds) throws Exception {
        write(configuration);
        context = new ProbeContext(component -> {
            component.setConfiguration("file:" + file());
            component.setReloadSeconds(reloadSeconds);
        });
        HealthCheckRegistry.get(context.camel).setExposureLevel("full");
        return context;
    }

    private Path file() {
        return folder.resolve("cascadeflow.yaml");
    }

    private void write(String configuration) throws Exception {
        Files.writeString(file(), configuration);
    }

    private CascadeFlowReload reload() {
        return CascadeFlowReload.in(Objects.requireNonNull(context).camel);
    }

    private boolean change(String configuration) throws Exception {
        write(configuration);
        return reload().reload();
    }

    private String rejection() {
        return Objects.requireNonNull(reload().rejection()).reason();
    }

    private HealthCheck.Result health() {
        return HealthCheckHelper.invoke(Objects.requireNonNull(context).camel).stream()
                .filter(result -> result.getCheck().getId().equals("cascadeflow-configuration"))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    private static void eventually(Callable<Boolean> holds) throws Exception {
        long end = System.currentTimeMillis() + 30_000;
        while (!holds.call()) {
            assertThat(System.currentTimeMillis()).isLessThan(end);
            Thread.sleep(50);
        }
    }

    private static List<String> asked(ProbeContext with) {
        return with.probe.calls().stream().map(call -> call.model()).toList();
    }

    private static String cost(Exchange exchange) {
        return String.valueOf(exchange.getMessage().getHeader(CascadeFlowConstants.COST));
    }

    @Test
    void whatOnlyTheLedgerRejectedIsTriedAgainUntilItHolds() throws Exception {
        ProbeContext with = with(ONE);
        ConfigurationSource source = new ConfigurationSource(with.camel, "file:" + file());
        AtomicInteger tries = new AtomicInteger();
        CascadeFlowReload reload = new CascadeFlowReload(
                with.camel,
                source,
                source.read(),
                configuration -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new LedgerException("the database is away");
                    }
                },
                Clock.systemUTC(),
                Duration.ofMillis(20));
        reload.start();
        try {
            write(OTHER);

            eventually(() -> tries.get() == 3 && reload.rejection() == null);
            write("nonsense: 1");
            eventually(() -> reload.rejection() != null);
            assertThat(tries).as("what is wrong by itself is not tried").hasValue(3);
        } finally {
            reload.stop();
        }
    }

    @Test
    void tiersRulesAndPricesAreTheNewOnesFromTheNextCallOn() throws Exception {
        ProbeContext with = with(ONE);
        Exchange before = with.ask(SUPPORT, "q");

        assertThat(change(OTHER + "policies: [{name: no-m, then: {denyModels: [\"probe:m\"]}}]\n"))
                .isTrue();
        Exchange after = with.ask(SUPPORT, "q");
        Exchange denied = with.ask(M, "q");

        assertThat(asked(with)).containsExactly("m", "n");
        assertThat(Double.parseDouble(cost(after))).isEqualTo(2 * Double.parseDouble(cost(before)));
        assertThat(denied.getException())
                .isInstanceOf(PolicyDeniedException.class)
                .hasMessageContaining("no-m");
    }

    @Test
    void aModelThatIsAskedOnItsOwnHasTheNewPrice() throws Exception {
        ProbeContext with = with(ONE);
        Exchange before = with.ask(M, "q");

        assertThat(change(ONE.replace("input: 1, output: 10", "input: 3, output: 30")))
                .isTrue();

        assertThat(Double.parseDouble(cost(with.ask(M, "q"))))
                .isCloseTo(3 * Double.parseDouble(cost(before)), offset(1e-12));
    }

    @Test
    void aNewBudgetHoldsAndOneThatIsTakenOutDoesNotHoldAnyMore() throws Exception {
        ProbeContext with = with(ONE);

        assertThat(change(ONE + "budgets: [{name: company, limit: 0, window: day}]\n"))
                .isTrue();
        Exchange refused = with.ask(SUPPORT, "q");
        assertThat(CascadeFlowBudgets.in(with.camel).getNames()).containsExactly("company");

        assertThat(change(ONE)).isTrue();
        Exchange answered = with.ask(SUPPORT, "q");
        assertThat(refused.getException()).hasMessageContaining("company");
        assertThat(answered.getException()).isNull();
        assertThat(with.probe.count()).isEqualTo(1);
    }

    @Test
    void aCascadeOfARouteIsUnderTheNewRules() throws Exception {
        ProbeContext with = with(ONE);
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:ask")).tier("small").to(M).end();
            }
        });

        assertThat(with.ask("direct:ask", "q").getException()).isNull();
        assertThat(change(ONE + "policies: [{name: nothing, then: {deny: true}}]\n"))
                .isTrue();

        assertThat(with.ask("direct:ask", "q").getException()).isInstanceOf(PolicyDeniedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cascades: {support: {tiers: [| cascadeflow.yaml",
                "polices: []| policies",
                "policies: [{name: a, then: {acceptAbove: 1.2}}]| 1.2",
                "policies: [{name: a, when: {language: klingon, expression: x}, then: {deny: true}}]| klingon",
                "budgets: [{name: b, limit: -1, window: day}]| -1",
                "audit: {jdbc: true}| [audit] changed, which needs a restart",
                "gateway: {port: 1}| [gateway] changed, which needs a restart",
            })
    void whatCannotBeIsRejectedAsAWholeAndToldByTheHealthCheck(String broken, String told) throws Exception {
        ProbeContext with = with(ONE);

        assertThat(change(OTHER + broken + "\n")).isFalse();

        assertThat(rejection()).contains(told);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getMessage().orElseThrow()).contains(told);
        assertThat(reload().getRejected()).contains(told);
        assertThat(with.ask(SUPPORT, "q").getException()).isNull();
        assertThat(asked(with)).containsExactly("m");

        assertThat(change(OTHER)).isTrue();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        with.ask(SUPPORT, "q");
        assertThat(asked(with)).containsExactly("m", "n");
    }

    @Test
    void whatARouteNeedsMayNotGo() throws Exception {
        String budgets = "budgets: [{name: company, limit: 9, window: day, appliesTo: named}]\n";
        ProbeContext with = with(ONE + budgets);
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:n").to("cascadeflow:probe:n?budget=company").to(SUPPORT);
            }
        });

        assertThat(change(ONE)).isFalse();
        assertThat(rejection()).contains("cascadeflow:probe:n", "there is no budget 'company'");
        assertThat(change(ONE.replace("  \"probe:n\": {input: 2, output: 20}\n", "") + budgets))
                .isFalse();
        assertThat(rejection()).contains("probe:n", "price");
        assertThat(change(ONE.replace("support", "other") + budgets)).isFalse();
        assertThat(rejection()).contains("there is no cascade 'support'");

        assertThat(with.ask("direct:n", "q").getException()).isNull();
        assertThat(asked(with)).containsExactly("n", "m");
    }

    /** A third configuration stops what was there before the last two. */
    @Test
    void whatNobodyCanAskAnyMoreIsStopped() throws Exception {
        ProbeContext with = with(ONE);
        LiveCascade live = (LiveCascade) with.camel.getEndpoint(SUPPORT).createProducer();
        live.start();
        CascadeProducer first = Objects.requireNonNull(live.now());

        assertThat(change(OTHER)).isTrue();
        assertThat(first.isStarted()).isTrue();
        assertThat(change(ONE)).isTrue();

        eventually(first::isStopped);
        assertThat(Objects.requireNonNull(live.now()).isStarted()).isTrue();
        live.stop();
    }

    @Test
    void anOlderFileCountsAsWell() throws Exception {
        ProbeContext with = with(ONE, 1);
        write(OTHER);
        Files.setLastModifiedTime(file(), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

        eventually(() -> {
            with.ask(SUPPORT, "q");
            return asked(with).contains("n");
        });
    }

    @Test
    void aFileThatIsGoneIsToldAndOneThatComesBackIsWell() throws Exception {
        with(ONE, 1);
        Files.delete(file());

        eventually(() -> health().getState() == HealthCheck.State.DOWN);
        assertThat(rejection()).contains("cannot be read");
        write(ONE);
        eventually(() -> health().getState() == HealthCheck.State.UP);
    }

    @Test
    void whoIsUnderWayGoesOnAsItBegan() throws Exception {
        String nested = """
                cascades:
                  outer: {tiers: [{name: first, uri: "direct:waits", acceptAbove: 0.99}, {name: second, uri: "cascadeflow:cascade:support"}]}
                  support: {tiers: [{name: only, uri: "cascadeflow:probe:m"}]}
                ledger: {memory: true}
                """;
        ProbeContext with = with(PRICES + nested);
        CompletableFuture<Void> go = new CompletableFuture<>();
        CompletableFuture<Void> waits = new CompletableFuture<>();
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:waits").process(exchange -> {
                    waits.complete(null);
                    go.get(20, TimeUnit.SECONDS);
                });
            }
        });
        with.ask(SUPPORT, "warm");
        CompletableFuture<Exchange> underWay = with.send("cascadeflow:cascade:outer", "q");
        waits.get(20, TimeUnit.SECONDS);

        assertThat(change(PRICES
                        + nested.replace("cascadeflow:probe:m", "cascadeflow:probe:n")
                        + "policies: [{name: no-m, then: {denyModels: [\"probe:m\"]}}]\n"))
                .isTrue();
        Exchange fresh = with.ask(SUPPORT, "q");
        go.complete(null);
        Exchange old = underWay.get(20, TimeUnit.SECONDS);

        assertThat(fresh.getException()).isNull();
        assertThat(old.getException()).isNull();
        assertThat(asked(with)).containsExactly("m", "n", "m");
    }

    /** Each configuration allows the model of its own tier only: rules of one with the tier of the other deny. */
    @Test
    void nobodyEverSeesHalfOfEach() throws Exception {
        String one = ONE + "policies: [{name: only-m, then: {allowModels: [\"probe:m\"]}}]\n";
        String other = OTHER + "policies: [{name: only-n, then: {allowModels: [\"probe:n\"]}}]\n";
        ProbeContext with = with(one);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        List<CompletableFuture<@Nullable Exception>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(CompletableFuture.supplyAsync(() -> {
                while (!over.get()) {
                    Exception failure = with.ask(SUPPORT, "q").getException();
                    if (failure != null) {
                        return failure;
                    }
                    answered.incrementAndGet();
                }
                return null;
            }));
        }

        for (int i = 0; i < 60; i++) {
            assertThat(change(i % 2 == 0 ? other : one)).isTrue();
            Thread.sleep(5);
        }
        over.set(true);

        for (CompletableFuture<@Nullable Exception> caller : callers) {
            assertThat(caller.get(20, TimeUnit.SECONDS)).isNull();
        }
        assertThat(answered.get()).isGreaterThan(60);
        assertThat(asked(with)).contains("m", "n");
    }
}

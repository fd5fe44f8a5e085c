package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.camel.budget.LedgerFailureEvent;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger in a database, behind real routes. */
class LedgerInRoutesTest {

    private static final String M = "cascadeflow:probe:m";

    @TempDir
    private Path folder;

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("ledger");
    }

    private BudgetFixture with(String ledger, String budget) throws IOException {
        return new BudgetFixture(folder, "ledger: {%s}\nbudgets:\n  - {%s}\n".formatted(ledger, budget));
    }

    private BudgetFixture with(String budget) throws IOException {
        return with("url: \"" + url() + "\"", budget);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasSpentSurvivesARestart(boolean leases) throws Exception {
        String ledger = "url: \"%s\", leases: %s".formatted(url(), leases);
        try (BudgetFixture first = with(ledger, "name: b, limit: 0.044, window: total")) {
            assertThat(first.context.ask(M, "?").getException()).isNull();
        }
        try (BudgetFixture second = with(ledger, "name: b, limit: 0.044, window: total")) {
            assertThat(second.settled("b")).isEqualTo(Usd.of("0.002"));
            assertThat(second.context.ask(M, "?").getException()).isNull();
            assertThat(second.context.ask(M, "?").getException()).isInstanceOf(BudgetExceededException.class);
            assertThat(second.standing("b").balance().held()).isEqualTo(Amount.ZERO);
        }
    }

    @RepeatedTest(20)
    void aContextThatStopsWhileAModelThinksSettlesBeforeTheLedgerCloses() throws Exception {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        try (BudgetFixture first = with("name: b, limit: 1, window: total")) {
            first.context.probe.answers(call -> new CompletableFuture<ChatReply>());
            first.context.sendHere(M, "?", done);
            first.context.probe.arrived().get(10, TimeUnit.SECONDS);
            first.context.camel.getShutdownStrategy().setTimeout(1);
        }
        assertThat(done.get(10, TimeUnit.SECONDS).getException()).isNotNull();
        try (BudgetFixture second = with("name: b, limit: 1, window: total")) {
            assertThat(second.settled("b"))
                    .as("an estimate: the model may have worked")
                    .isEqualTo(Usd.of("0.040993"));
            assertThat(second.standing("b").balance().held()).isEqualTo(Amount.ZERO);
        }
    }

    /** More calls than the ledger has threads, each of which goes on only when all have come as far. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stepsThatBlockAfterACallHoldUpNoOtherCall(boolean leases) throws Exception {
        int calls = 40;
        CyclicBarrier together = new CyclicBarrier(calls);
        String ledger = "url: \"%s\", leases: %s".formatted(url(), leases);
        try (BudgetFixture with = with(ledger, "name: b, limit: 10, window: total")) {
            with.context.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:slow").to(M).process(exchange -> together.await(20, TimeUnit.SECONDS));
                }
            });
            CompletableFuture<ChatReply> reply = new CompletableFuture<>();
            with.context.probe.answers(call -> reply);
            List<CompletableFuture<Exchange>> all = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                CompletableFuture<Exchange> done = new CompletableFuture<>();
                with.context.sendHere("direct:slow", "?", done);
                all.add(done);
            }
            reply.complete(ProbeProvider.reply("4"));

            for (CompletableFuture<Exchange> done : all) {
                assertThat(done.get(30, TimeUnit.SECONDS).getException()).isNull();
            }
        }
    }

    @Test
    void withoutItsDatabaseTheContextDoesNotStart() {
        String unreachable = "url: \"jdbc:postgresql://127.0.0.1:1/x?password=geheim\", username: u, password: geheim";

        assertThatThrownBy(() -> with(unreachable, "name: b, limit: 1, window: day"))
                .hasStackTraceContaining("the ledger's database cannot be reached")
                .satisfies(LedgerInRoutesTest::tellsNoPassword);
    }

    @Test
    void failingOpenStartsAllTheSameMakesCallsAndSaysSo() throws Exception {
        String unreachable = "url: \"jdbc:postgresql://127.0.0.1:1/x\", failOpen: true";
        try (BudgetFixture with = with(unreachable, "name: b, limit: 0.001, window: day")) {
            assertThat(with.context.ask(M, "?").getMessage().getBody()).isEqualTo("4");
            assertThat(with.events)
                    .first()
                    .isInstanceOfSatisfying(
                            LedgerFailureEvent.class,
                            event -> assertThat(event.cause()).isEqualTo(LedgerFailureEvent.Cause.NO_HOLD));
        }
    }

    @Test
    void aSchemaOfANewerProgramIsRefused() throws Exception {
        try (BudgetFixture first = with("name: b, limit: 1, window: day")) {
            assertThat(first.settled("b")).isEqualTo(Usd.ZERO);
        }
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO cascadeflow_schema (version, applied_at) VALUES (99, 0)");
        }
        assertThatThrownBy(() -> with("name: b, limit: 1, window: day"))
                .hasRootCauseInstanceOf(LedgerException.class)
                .hasStackTraceContaining("version 99");
    }

    @Test
    void takesADataSourceOfTheRegistry() throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url());
        Path file = Files.writeString(
                folder.resolve("bean.yaml"),
                "ledger: {dataSource: \"#orders\"}\nbudgets: [{name: b, limit: 1, window: day}]\n"
                        + "models: {\"probe:m\": {input: 1, output: 10}}\n");
        try (ProbeContext context = new ProbeContext(component -> {
            component.getCamelContext().getRegistry().bind("orders", source);
            component.setConfiguration("file:" + file);
        })) {
            assertThat(context.ask(M, "?").getException()).isNull();
        }
        try (BudgetFixture again = with("name: b, limit: 1, window: day")) {
            assertThat(again.settled("b")).isEqualTo(Usd.of("0.002"));
        }
    }

    @Test
    void aDataSourceThatIsNotThereIsNamed() throws Exception {
        assertThatThrownBy(() -> with("dataSource: \"#orders\"", "name: b, limit: 1, window: day"))
                .hasStackTraceContaining("there is no DataSource bean 'orders' in the registry");
    }

    @Test
    void operatorsReadAndChangeBudgetsInJmx() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try (BudgetFixture with = with("name: b, limit: 0.001, window: day")) {
            ObjectName name = server
                    .queryNames(
                            new ObjectName("org.apache.camel:context=" + with.context.camel.getManagementName()
                                    + ",type=services,name=CascadeFlowBudgets,*"),
                            null)
                    .stream()
                    .findFirst()
                    .orElseThrow();
            assertThat(with.context.ask(M, "?").getException()).isInstanceOf(BudgetExceededException.class);
            server.invoke(name, "setLimit", new Object[] {"b", "1"}, text(2));
            assertThat(with.context.ask(M, "?").getException()).isNull();

            assertThat(server.invoke(name, "read", new Object[] {"b", ""}, text(2))
                            .toString())
                    .contains("0.998 of 1 USD left (0.002 settled, 0 held)");
            assertThat(server.invoke(name, "explain", new Object[] {"0.05", "tenant=acme"}, text(2))
                            .toString())
                    .contains("budget 'b' applies: it is for everything");
            assertThat(server.getAttribute(name, "LedgerHealth").toString()).contains("writable=true");
            assertThat(server.getAttribute(name, "Names").toString()).isEqualTo("[b]");
        }
    }

    private static String[] text(int arguments) {
        String[] types = new String[arguments];
        java.util.Arrays.fill(types, String.class.getName());
        return types;
    }

    private static void tellsNoPassword(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("geheim");
        }
    }
}

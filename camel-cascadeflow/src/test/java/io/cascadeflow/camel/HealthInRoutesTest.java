package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.console.DefaultDevConsoleRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators ask a node: whether it is well, and what there is to see. */
class HealthInRoutesTest {

    @TempDir
    Path folder;

    private ObservedContext with;

    @BeforeEach
    void start() throws Exception {
        with = new ObservedContext(folder, Map.of());
        // else only what is down is told
        HealthCheckRegistry.get(with.context.camel).setExposureLevel("full");
    }

    @AfterEach
    void stop() {
        with.close();
    }

    @Test
    void aNodeThatWasJustStartedIsWell() {
        assertThat(HealthCheckHelper.invoke(with.context.camel))
                .filteredOn(result -> result.getCheck().getGroup().equals("cascadeflow"))
                .hasSize(6)
                .allSatisfy(result -> assertThat(result.getState()).isEqualTo(State.UP));
    }

    @Test
    void aModelWhoseBreakerIsOpenIsNamedAndNothingIsAskedForThat() {
        breakDown("m");
        with.escalated();
        int asked = with.context.probe.count();

        HealthCheck.Result result = check("cascadeflow-providers");

        assertThat(result.getDetails()).containsEntry("probe:m", "breaker open").containsEntry("probe:dear", "answers");
        assertThat(result.getState()).isEqualTo(State.UP);
        assertThat(with.context.probe.count()).isEqualTo(asked);
    }

    @Test
    void whenNoModelAnswersTheNodeIsNotReady() {
        breakDown("m");

        assertThat(check("cascadeflow-providers").getState()).isEqualTo(State.DOWN);
        assertThat(ready()).anySatisfy(result -> assertThat(result.getState()).isEqualTo(State.DOWN));
    }

    @Test
    void aLedgerThatCannotBeWrittenIsDown() {
        CascadeFlowBudgets.in(with.context.camel).ledger().close();

        assertThat(check("cascadeflow-ledger").getState()).isEqualTo(State.DOWN);
    }

    @Test
    void pricesAndGatesDoNotMakeANodeUnready() {
        assertThat(ready())
                .extracting(result -> result.getCheck().getId())
                .contains("cascadeflow-providers", "cascadeflow-ledger")
                .doesNotContain("cascadeflow-prices", "cascadeflow-gates");
    }

    @Test
    void theDevConsoleShowsCascadesModelsAndBudgets() {
        with.escalated();
        DevConsole console = console();

        JsonObject json = (JsonObject) console.call(DevConsole.MediaType.JSON);
        assertThat(json.get("cascades"))
                .asString()
                .contains(
                        "name=support", "name=small, acceptAbove=0.75", "profile=first-gate", "calls=1", "escalated=1");
        assertThat(json.get("models")).asString().contains("probe:m=true");
        assertThat(json.get("budgets")).asString().contains("name=company, limitUsd=99, usedUsd=0.022");
        assertThat((String) console.call(DevConsole.MediaType.TEXT))
                .contains(
                        "support: small (acceptAbove 0.75) > large; 1 calls, 1 escalations, 0.022 USD",
                        "customer: limit 5 USD for each account")
                .doesNotContain("acme");
    }

    @Test
    void cascadesThatAreAskedAsEndpointsAreInJmx() throws Exception {
        with.escalated();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("org.apache.camel:context=%s,type=services,name=CascadeFlowCascades"
                .formatted(with.context.camel.getManagementName()));

        assertThat(server.getAttribute(name, "Tiers")).isEqualTo(Map.of("support", "small (acceptAbove 0.75) > large"));
        assertThat(server.getAttribute(name, "Calls")).isEqualTo(Map.of("support", 1L));
        assertThat(server.getAttribute(name, "Escalations")).isEqualTo(Map.of("support", 1L));
        assertThat(server.getAttribute(name, "TotalCost").toString()).isEqualTo("{support=0.022}");
    }

    private DevConsole console() {
        DefaultDevConsoleRegistry registry = new DefaultDevConsoleRegistry(with.context.camel);
        registry.setCamelContext(with.context.camel);
        registry.start();
        return registry.resolveById("cascadeflow");
    }

    private void breakDown(String model) {
        with.context.probe.fails(new ProviderException(Kind.SERVER, "it fails; ask later"));
        for (int i = 0; i < 6; i++) {
            with.context.ask(
                    "cascadeflow:probe:" + model + "?maxRetries=0", "q", Map.of(CascadeFlowConstants.TENANT, "acme"));
        }
    }

    private HealthCheck.Result check(String id) {
        return HealthCheckHelper.getHealthCheck(with.context.camel, id).call();
    }

    private Collection<HealthCheck.Result> ready() {
        return HealthCheckHelper.invokeReadiness(with.context.camel);
    }
}

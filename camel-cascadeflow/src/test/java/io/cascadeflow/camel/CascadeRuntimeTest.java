package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.budget.CascadeBudgets;
import io.cascadeflow.confidence.Gate;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class CascadeRuntimeTest {

    private final CamelContext context = new DefaultCamelContext();

    @Test
    void isTheOneInTheRegistry() {
        CascadeRuntime bound = new CascadeRuntime(
                new MovableClock(), Gate.NONE, location -> Gate.NONE, () -> "id", CascadeBudgets.NONE);
        context.getRegistry().bind("runtime", bound);

        assertThat(CascadeRuntime.in(context)).isSameAs(bound);
    }

    @Test
    void takesTheTimeFromAClockInTheRegistry() {
        assertThat(CascadeRuntime.in(new DefaultCamelContext()).clock()).isEqualTo(Clock.systemUTC());
        MovableClock clock = new MovableClock();
        context.getRegistry().bind("clock", clock);

        assertThat(CascadeRuntime.in(context).clock()).isSameAs(clock);
    }

    @Test
    void givesEveryDecisionAnIdOfItsOwn() {
        CascadeRuntime runtime = CascadeRuntime.in(context);

        assertThat(runtime.decisionIds().get())
                .isNotEqualTo(runtime.decisionIds().get());
    }
}

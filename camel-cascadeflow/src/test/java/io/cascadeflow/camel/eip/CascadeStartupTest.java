package io.cascadeflow.camel.eip;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with a cascade is said when the route starts, with the cascade, the tier, the option and the way out. */
class CascadeStartupTest {

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void noTier() {
        assertThat(complaintAbout(cascade -> {})).contains("cascade 'ladder' has no tier", "add at least one");
    }

    @Test
    void twoTiersOfOneName() {
        assertThat(complaintAbout(cascade ->
                        cascade.tier("small").to("mock:a").tier("small").to("mock:b")))
                .contains("cascade 'ladder'", "two tiers named 'small'");
    }

    @Test
    void aTierWithoutAName() {
        assertThat(complaintAbout(cascade -> cascade.tier(" ").id("rung").to("mock:a")))
                .contains("cascade 'ladder'", "has no name");
    }

    @Test
    void aTierWithoutSteps() {
        assertThat(complaintAbout(cascade -> cascade.tier("small")))
                .contains("cascade 'ladder': tier 'small': has no steps");
    }

    @Test
    void aThresholdThatIsNoConfidence() {
        for (String bad : new String[] {"1.5", "-0.1", "high", "NaN"}) {
            assertThat(complaintAbout(
                            cascade -> cascade.tier("small").acceptAbove(bad).to("mock:a")))
                    .contains("cascade 'ladder': tier 'small': acceptAbove is '" + bad + "'", "0 to 1");
        }
    }

    @Test
    void aGateThatIsNotThere() {
        assertThat(complaintAbout(cascade -> cascade.tier("small").gate("#mine").to("mock:a")))
                .contains("cascade 'ladder': tier 'small': gate", "there is no gate 'mine'");
        assertThat(complaintAbout(cascade ->
                        cascade.gate("gates/support.json").tier("small").to("mock:a")))
                .contains("tier 'small': gate", "'gates/support.json' is neither a gate");
    }

    @Test
    void anUnknownEnd() {
        assertThat(complaintAbout(
                        cascade -> cascade.whenExhausted("shrug").tier("small").to("mock:a")))
                .contains("cascade 'ladder': whenExhausted is 'shrug'; write fail or degrade");
    }

    @Test
    void aDeadlineThatIsNone() {
        for (String bad : new String[] {"soon", "0s"}) {
            assertThat(complaintAbout(
                            cascade -> cascade.deadline(bad).tier("small").to("mock:a")))
                    .contains("cascade 'ladder': deadline is '" + bad + "'");
        }
    }

    @Test
    void aBudgetThatIsNeitherANameNorAnAmount() {
        for (String bad :
                new String[] {"", " ", "-0.05", "my budget", "support,", "0.0000000001", "1000000000.5", "$5"}) {
            assertThat(complaintAbout(
                            cascade -> cascade.budget(bad).tier("small").to("mock:a")))
                    .contains("cascade 'ladder': budget: '", "write support, or 0.05");
        }
    }

    @Test
    void aStepBeforeTheFirstTier() {
        assertThat(complaintAbout(cascade -> cascade.to("mock:a")))
                .contains("'to' comes before the first tier", "tier(name)");
        assertThat(complaintAbout(cascade -> cascade.acceptAbove(0.7)))
                .contains("'acceptAbove' comes before the first tier");
    }

    @Test
    void aStepThatWasWovenBesideTheTiers() throws Exception {
        context.addRoutes(route(cascade -> cascade.tier("small").id("rung").to("mock:a")));

        assertThatThrownBy(() -> AdviceWith.adviceWith(
                        context,
                        "in",
                        advice -> advice.weaveById("rung").before().to("mock:b")))
                .hasStackTraceContaining("cascade 'ladder' holds 'to' beside its tiers; put it into a tier");
    }

    @Test
    void anUnknownKeyInYaml() {
        assertThat(catchThrowable(() ->
                        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("r.yaml", """
                                - route:
                                    from:
                                      uri: direct:y
                                      steps:
                                        - cascade:
                                            tiers:
                                              - name: small
                                                acceptOver: 0.7
                                                steps: [{to: "mock:a"}]
                                """))))
                .hasStackTraceContaining("acceptOver");
    }

    @Test
    void anUnknownAttributeInXml() {
        assertThat(catchThrowable(() ->
                        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("r.xml", """
                                <route xmlns="http://camel.apache.org/schema/xml-io"><from uri="direct:x"/>
                                  <cascade budgets="1"><tier name="small"><to uri="mock:a"/></tier></cascade>
                                </route>
                                """))))
                .hasStackTraceContaining("budgets");
    }

    private String complaintAbout(Consumer<CascadeDefinition> options) {
        Throwable failure = catchThrowable(() -> context.addRoutes(route(options)));
        assertThat(failure).isNotNull();
        StringBuilder all = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            all.append(t.getMessage()).append('\n');
        }
        return all.toString();
    }

    private static RouteBuilder route(Consumer<CascadeDefinition> options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                options.accept(cascade(from("direct:in").routeId("in")).id("ladder"));
            }
        };
    }
}

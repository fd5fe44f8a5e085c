package io.cascadeflow.camel.eip;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.FakeTier;
import java.math.BigDecimal;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;

class CascadeJmxTest extends CamelTestSupport {

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withJMX(true);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in"))
                        .id("ladder")
                        .tier("small")
                        .id("rung")
                        .acceptAbove(0.7)
                        .process(FakeTier.doing(e -> e.getMessage()
                                        .setHeader(
                                                "CamelCascadeFlowConfidence",
                                                e.getMessage().getBody(Double.class)))
                                .costing("0.001"))
                        .tier("large")
                        .acceptAbove(0.7)
                        .process(FakeTier.doing(e -> e.getMessage()
                                        .setHeader(
                                                "CamelCascadeFlowConfidence",
                                                e.getMessage().getBody(Double.class) + 0.3))
                                .costing("0.1"))
                        .end();
            }
        };
    }

    @Test
    void countsWhatACascadeDoes() throws Exception {
        for (double confidence : new double[] {0.9, 0.5, 0.1}) {
            template.send("direct:in", e -> e.getIn().setBody(confidence));
        }

        assertThat(attribute("ladder", "Calls")).isEqualTo(3L);
        assertThat(attribute("ladder", "Escalations")).isEqualTo(2L);
        assertThat(attribute("ladder", "AnswersByTier")).isEqualTo(Map.of("small", 1L, "large", 1L));
        assertThat(attribute("ladder", "SkipsByTier")).isEqualTo(Map.of());
        assertThat(attribute("ladder", "Outcomes")).isEqualTo(Map.of("accepted", 1L, "escalated", 1L, "rejected", 1L));
        assertThat(attribute("ladder", "TotalCost")).isEqualTo(new BigDecimal("0.203"));
    }

    @Test
    void showsEveryTierAsANodeOfItsOwn() throws Exception {
        template.send("direct:in", e -> e.getIn().setBody(0.9));

        assertThat(attribute("rung", "ExchangesTotal")).isEqualTo(1L);
    }

    private Object attribute(String node, String name) throws Exception {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName mbean = server.queryNames(
                        new ObjectName("org.apache.camel:context=%s,type=processors,name=\"%s\""
                                .formatted(context.getManagementName(), node)),
                        null)
                .iterator()
                .next();
        return server.getAttribute(mbean, name);
    }
}

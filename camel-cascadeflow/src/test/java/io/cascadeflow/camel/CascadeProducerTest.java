package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.audit.AuditPlan;
import io.cascadeflow.camel.failover.TierEndpoints;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CascadeProducerTest extends CamelTestSupport {

    private static final Cascade SUPPORT =
            new Cascade("support", List.of(new Tier("small", 0.7), new Tier("large", null)));

    private final FakeTier small = FakeTier.answering("small").confident(0.4);
    private @Nullable Gate gate;
    private @Nullable Duration deadline;

    @BeforeEach
    void addComponent() {
        context.addComponent("support", new DefaultComponent() {
            @Override
            protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
                return new SupportEndpoint(uri, this);
            }
        });
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:small").process(small);
                from("direct:large").setBody(constant("large"));
            }
        };
    }

    @Test
    void asksTheEndpointsOfItsTiers() {
        Exchange done = ask();

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo("large");
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.TIERS)).isEqualTo("small>large");
    }

    @Test
    void judgesByItsGate() {
        gate = draft -> Assessment.of(0.9);

        assertThat(ask().getMessage().getHeader(CascadeFlowConstants.CONFIDENCE))
                .isEqualTo(0.9);
    }

    @Test
    void hasADeadline() {
        deadline = Duration.ofSeconds(20);

        ask();

        assertThat(small.asked().get(0).getHeaders()).containsKey(CascadeFlowConstants.DEADLINE);
    }

    @Test
    void letsEventNotifiersSeeTheEndpointsOfItsTiers() {
        List<String> sent = new ArrayList<>();
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeSentEvent sending) {
                    sent.add(sending.getEndpoint().getEndpointUri());
                }
            }
        });

        ask();

        assertThat(sent).contains("direct://small", "direct://large");
    }

    @Test
    void worksAgainAfterAStop() {
        Endpoint endpoint = context.getEndpoint("support:it");
        try (Producer producer = createProducer(endpoint)) {
            producer.start();
            producer.stop();
            producer.start();
            Exchange exchange = endpoint.createExchange();
            producer.process(exchange);
            assertThat(exchange.getMessage().getBody()).isEqualTo("large");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesTiersWithoutEndpoints() {
        Endpoint endpoint = context.getEndpoint("mock:any");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CascadeProducer(endpoint, SUPPORT, List.of("direct:small"), null))
                .withMessageContaining("cascade 'support' has 2 tiers and 1 uris");
    }

    private Exchange ask() {
        return template.send("support:it", exchange -> exchange.getIn().setBody("q"));
    }

    private static Producer createProducer(Endpoint endpoint) {
        try {
            return endpoint.createProducer();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private final class SupportEndpoint extends DefaultEndpoint {

        SupportEndpoint(String uri, DefaultComponent component) {
            super(uri, component);
        }

        @Override
        public Producer createProducer() {
            return new CascadeProducer(
                    this,
                    SUPPORT,
                    List.of(TierEndpoints.of("direct:small"), TierEndpoints.of("direct:large")),
                    gate,
                    deadline,
                    List.of(),
                    AuditPlan.NONE);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new AssertionError("a cascade endpoint is asked for no consumer here");
        }
    }
}

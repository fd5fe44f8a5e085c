package io.cascadeflow.camel.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.camel.CascadeFlowConstants;
import java.math.BigDecimal;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Aggregate, enrich and pollEnrich under a budget; and the strategy as a bean of YAML and XML routes. */
class BudgetAggregationEipsTest extends CamelTestSupport {

    private static final BigDecimal SEVENTY_CENTS = new BigDecimal("0.7");

    private final BudgetAggregationStrategy strategy = new BudgetAggregationStrategy();
    private BudgetedModel model = BudgetedModel.forCalls(3);

    @BeforeEach
    void bind() {
        context.getRegistry().bind("model", (org.apache.camel.Processor) exchange -> model.process(exchange));
    }

    @Test
    void anAggregateIsCompleteWhenAPartWasRefused() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                onException(BudgetExceededException.class).continued(true);
                from("direct:in")
                        .process(model)
                        .aggregate(constant("all"), strategy)
                        .completionSize(100)
                        .to("mock:group");
            }
        });

        Message group = groupOf(4);

        assertThat(group.body()).isEqualTo(List.of("q!", "q!", "q!"));
        assertThat(group.header(CascadeFlowConstants.PARTS_ANSWERED)).isEqualTo(3);
        assertThat(group.header(CascadeFlowConstants.PARTS_REFUSED)).isEqualTo(1);
        assertThat(group.header(CascadeFlowConstants.PARTS_NOT_SENT)).isNull();
        assertThat(group.header(CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.03"));
        assertThat(group.header(CascadeFlowConstants.OUTCOME)).isEqualTo("degraded");
    }

    @Test
    void anAggregateIsCompleteWhenNothingIsLeft() throws Exception {
        model = model.thatTellsWhatIsLeft();
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .process(model)
                        .aggregate(constant("all"), strategy)
                        .completionSize(100)
                        .to("mock:group");
            }
        });

        Message group = groupOf(3);

        assertThat(group.body()).isEqualTo(List.of("q!", "q!", "q!"));
        assertThat(group.header(CascadeFlowConstants.BUDGET_REMAINING)).isEqualTo(new BigDecimal("0.00"));
        assertThat(group.header(CascadeFlowConstants.OUTCOME)).isEqualTo("escalated");
    }

    @Test
    void anAggregateWithinItsBudgetIsCompleteAsConfigured() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .process(model)
                        .aggregate(constant("all"), strategy)
                        .completionSize(2)
                        .to("mock:group");
            }
        });

        assertThat(groupOf(2).body()).isEqualTo(List.of("q!", "q!"));
    }

    @Test
    void anEnrichedMessageHasTheNewBodyAndCostsWhatBothCost() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:model").process(model);
                from("direct:in")
                        .setHeader(CascadeFlowConstants.TOTAL_COST, constant(SEVENTY_CENTS))
                        .setHeader(CascadeFlowConstants.OUTCOME, constant("degraded"))
                        .enrich("direct:model", strategy)
                        .enrich("direct:model", strategy);
            }
        });

        Exchange done = ask();

        assertThat(done.getMessage().getBody()).isEqualTo("q!!");
        assertThat(done.getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.TOTAL_COST, new BigDecimal("0.72"))
                .containsEntry(CascadeFlowConstants.INPUT_TOKENS, 20L)
                .containsEntry(CascadeFlowConstants.OUTCOME, "degraded")
                .containsEntry(CascadeFlowConstants.PARTS_ANSWERED, 1)
                .containsEntry(CascadeFlowConstants.MODEL, "small");
        assertThat(done.getProperties()).doesNotContainKey("CamelCascadeFlowParts");
    }

    @Test
    void whatAMessageIsEnrichedWithForNothingIsNotCountedAgain() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:model").setBody(constant("free"));
                from("direct:in")
                        .setHeader(CascadeFlowConstants.TOTAL_COST, constant(SEVENTY_CENTS))
                        .enrich("direct:model", strategy);
            }
        });

        Exchange done = ask();

        assertThat(done.getMessage().getBody()).isEqualTo("free");
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST)).isEqualTo(SEVENTY_CENTS);
    }

    @Test
    void anEnrichThatABudgetRefusesLeavesTheMessageAsItWas() throws Exception {
        model = BudgetedModel.forCalls(0);
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:model").errorHandler(noErrorHandler()).process(model);
                from("direct:in")
                        .setHeader(CascadeFlowConstants.TOTAL_COST, constant(SEVENTY_CENTS))
                        .enrich()
                        .constant("direct:model")
                        .aggregationStrategy(strategy)
                        .aggregateOnException(true)
                        .end()
                        .to("mock:after");
            }
        });
        getMockEndpoint("mock:after").expectedMessageCount(1);

        Exchange done = ask();

        getMockEndpoint("mock:after").assertIsSatisfied();
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo("q");
        assertThat(done.getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.TOTAL_COST, SEVENTY_CENTS)
                .containsEntry(CascadeFlowConstants.PARTS_REFUSED, 1)
                .containsEntry(CascadeFlowConstants.OUTCOME, "rejected");
    }

    @Test
    void aPollThatFindsNothingChangesNothing() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich("seda:inbox", 0, strategy);
            }
        });

        assertThat(ask().getMessage().getBody()).isEqualTo("q");

        template.sendBodyAndHeader("seda:inbox", "news", CascadeFlowConstants.TOTAL_COST, SEVENTY_CENTS);
        Exchange done = ask();
        assertThat(done.getMessage().getBody()).isEqualTo("news");
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST)).isEqualTo(SEVENTY_CENTS);
    }

    @Test
    void isABeanOfYamlRoutes() throws Exception {
        model = BudgetedModel.forCalls(10).thatTellsWhatIsLeft();
        load("r.yaml", """
                - beans:
                    - name: parts
                      type: io.cascadeflow.camel.budget.BudgetAggregationStrategy
                      properties:
                        stopBelow: 0.07
                        delegate: "#class:org.apache.camel.processor.aggregate.StringAggregationStrategy"
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - split:
                            tokenize: {token: ","}
                            aggregationStrategy: parts
                            steps:
                              - process: {ref: parts}
                              - process: {ref: model}
                """);

        Exchange done = ask("a,b,c,d,e");

        assertThat(done.getMessage().getBody()).isEqualTo("a!b!c!");
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.PARTS_NOT_SENT))
                .isEqualTo(2);
    }

    @Test
    void isAClassOfXmlRoutes() throws Exception {
        load("r.xml", """
                <route xmlns="http://camel.apache.org/schema/xml-io">
                  <from uri="direct:in"/>
                  <split aggregationStrategy="#class:io.cascadeflow.camel.budget.BudgetAggregationStrategy">
                    <tokenize token=","/>
                    <process ref="model"/>
                  </split>
                </route>
                """);

        Exchange done = ask("a,b,c,d,e");

        assertThat(done.getMessage().getBody()).isEqualTo(List.of("a!", "b!", "c!"));
        assertThat(done.getMessage().getHeader(CascadeFlowConstants.PARTS_NOT_SENT))
                .isEqualTo(1);
    }

    private record Message(Exchange exchange) {
        Object body() {
            return exchange.getMessage().getBody();
        }

        Object header(String name) {
            return exchange.getMessage().getHeader(name);
        }
    }

    private Message groupOf(int messages) throws Exception {
        MockEndpoint group = getMockEndpoint("mock:group");
        group.expectedMessageCount(1);
        for (int i = 0; i < messages; i++) {
            ask();
        }
        group.assertIsSatisfied();
        return new Message(group.getExchanges().get(0));
    }

    private Exchange ask() {
        return ask("q");
    }

    private Exchange ask(Object body) {
        return template.send("direct:in", exchange -> exchange.getIn().setBody(body));
    }

    private void add(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    private void load(String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, text));
    }
}

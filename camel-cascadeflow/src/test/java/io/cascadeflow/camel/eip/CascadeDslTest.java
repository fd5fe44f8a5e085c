package io.cascadeflow.camel.eip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.FakeTier;
import io.cascadeflow.camel.failover.EndpointOrder;
import io.cascadeflow.camel.failover.FailOverPlan;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cascade in YAML and XML routes, and in dumps of routes. */
class CascadeDslTest extends CamelTestSupport {

    private static final String YAML = """
            - route:
                id: asking
                from:
                  uri: direct:in
                  steps:
                    - cascade:
                        id: ladder
                        description: cheap first
                        note: agreed with support
                        whenExhausted: degrade
                        deadline: "{{limit:20s}}"
                        budget: "support, {{cap:0.05}}"
                        cache: "{{age:0s}}"
                        auditShare: "{{share:0.25}}"
                        auditJudge: direct:judge
                        onDrift: large
                        gate: "#gate"
                        tiers:
                          - name: small
                            id: rung
                            acceptAbove: "{{mark:0.3}}"
                            acceptWhen:
                              simple: "${body} == 'large'"
                            steps:
                              - process:
                                  ref: small
                          - name: off
                            disabled: true
                            steps:
                              - process:
                                  ref: down
                          - name: large
                            acceptAbove: 0.99
                            gate: "#strict"
                            steps:
                              - choice:
                                  when:
                                    - simple: "${body} == 'q'"
                                      steps:
                                        - process:
                                            ref: large
                    - to: mock:after
            """;

    private final FakeTier small = FakeTier.answering("small");

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.getComponent("cascadeflow", CascadeFlowComponent.class)
                .setConfiguration("classpath:camel/dsl-budgets.yaml");
        return camel;
    }

    @BeforeEach
    void bind() {
        context.getRegistry().bind("small", small);
        context.getRegistry().bind("large", FakeTier.answering("large"));
        context.getRegistry().bind("down", FakeTier.failing(new IllegalStateException("down")));
        context.getRegistry().bind("gate", (Gate) draft -> Assessment.of(0.5));
        context.getRegistry().bind("strict", (Gate) draft -> Assessment.of(0.8));
    }

    @Test
    void isReadFromYaml() throws Exception {
        load("r.yaml", YAML);

        assertThatItCascades();
        assertThat(cascade().getNote()).isEqualTo("agreed with support");
    }

    @Test
    void takesABudgetInYamlAsTheNumberThatItIs() throws Exception {
        load("r.yaml", """
                - route:
                    id: asking
                    from:
                      uri: direct:in
                      steps:
                        - cascade:
                            id: ladder
                            budget: 0.05
                            tiers:
                              - {name: small, steps: [{process: {ref: small}}]}
                """);

        assertThat(budgets()).isEqualTo("0.05");
    }

    @Test
    void isReadFromYamlWithTiersAsSteps() throws Exception {
        load("r.yaml", """
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - cascade:
                            steps:
                              - tier: {name: small, accept-above: 0.7, steps: [{process: {ref: small}}]}
                              - tier: {name: large, steps: [{process: {ref: large}}]}
                """);

        assertThat(ask().getMessage().getBody()).isEqualTo("large");
    }

    @Test
    void isReadFromXml() throws Exception {
        load("r.xml", """
                <routes xmlns="http://camel.apache.org/schema/xml-io">
                  <route id="asking">
                    <from uri="direct:in"/>
                    <cascade id="ladder" whenExhausted="degrade" deadline="{{limit:20s}}" gate="#gate"
                        budget="support, {{cap:0.05}}" auditShare="{{share:0.25}}" auditJudge="direct:judge"
                        cache="{{age:0s}}" onDrift="large">
                      <tier id="rung" name="small" acceptAbove="{{mark:0.3}}">
                        <acceptWhen><simple>${body} == 'large'</simple></acceptWhen>
                        <process ref="small"/>
                      </tier>
                      <tier name="off" disabled="true"><process ref="down"/></tier>
                      <tier name="large" acceptAbove="0.99" gate="#strict">
                        <choice><when><simple>${body} == 'q'</simple><process ref="large"/></when></choice>
                      </tier>
                    </cascade>
                    <to uri="mock:after"/>
                  </route>
                </routes>
                """);

        assertThatItCascades();
    }

    @Test
    void isReadFromXmlRouteTemplates() throws Exception {
        load("t.xml", """
                <routeTemplate xmlns="http://camel.apache.org/schema/xml-io" id="ask">
                  <templateParameter name="mark"/>
                  <route>
                    <from uri="direct:in"/>
                    <cascade>
                      <tier name="small" acceptAbove="{{mark}}" gate="#gate"><process ref="small"/></tier>
                      <tier name="large"><process ref="large"/></tier>
                    </cascade>
                  </route>
                </routeTemplate>
                """);
        TemplatedRouteBuilder.builder(context, "ask").parameter("mark", "0.7").add();

        assertThat(ask().getMessage().getBody()).isEqualTo("large");
    }

    @Test
    void leavesOtherXmlFilesToCamel() throws Exception {
        load("c.xml", """
                <camel xmlns="http://camel.apache.org/schema/xml-io">
                  <!-- no cascade here -->
                  <route><from uri="direct:in"/><process ref="large"/></route>
                </camel>
                """);

        assertThat(ask().getMessage().getBody()).isEqualTo("large");
    }

    @Test
    void survivesADumpAsYamlAndBack() throws Exception {
        load("r.yaml", YAML);
        String dump = dumpYaml(false);

        reload("r.yaml", dump);

        assertThatItCascades();
        assertThat(dumpYaml(false)).isEqualTo(dump);
        assertThat(dump).contains("{{mark:0.3}}", "description: cheap first", "disabled:");
    }

    @Test
    void survivesADumpAsXmlAndBack() throws Exception {
        load("r.yaml", YAML);
        String dump = dumpXml(false);

        reload("r.xml", dump);

        assertThatItCascades();
        assertThat(dumpXml(false)).isEqualTo(dump);
        assertThat(dump).contains("{{mark:0.3}}", "description=\"cheap first\"", "disabled=\"true\"");
    }

    @Test
    void isDumpedWithPlaceholdersResolvedOnRequest() throws Exception {
        load("r.yaml", YAML);

        assertThat(dumpYaml(true)).contains("0.3", "support, 0.05").doesNotContain("{{");
        assertThat(dumpXml(true))
                .contains("acceptAbove=\"0.3\"", "budget=\"support, 0.05\"")
                .doesNotContain("{{");
    }

    @Test
    void isDumpedWithIdsAndPlacesInTheSourceOnRequest() throws Exception {
        context.setSourceLocationEnabled(true);
        load("r.yaml", YAML);
        RouteDefinition route = model().getRouteDefinition("asking");

        assertThat(PluginHelper.getModelToYAMLDumper(context).dumpModelAsYaml(context, route, false, true, true, true))
                .containsPattern("tier:\\s+id: tier")
                .containsPattern("sourceLineNumber: \"?\\d+");
        assertThat(PluginHelper.getModelToXMLDumper(context).dumpModelAsXml(context, route, false, true, true))
                .containsPattern("<tier id=\"tier")
                .containsPattern("<cascade [^>]*sourceLineNumber=\"\\d+\"");
    }

    @Test
    void isDumpedAsANodeOnItsOwn() throws Exception {
        load("r.yaml", YAML);
        ProcessorDefinition<?> tier = cascade().getOutputs().get(0);

        assertThat(PluginHelper.getModelToXMLDumper(context).dumpModelAsXml(context, cascade()))
                .contains("<cascade", "<tier");
        assertThat(PluginHelper.getModelToYAMLDumper(context).dumpModelAsYaml(context, cascade()))
                .contains("cascade:", "tier:");
        assertThat(PluginHelper.getModelToXMLDumper(context).dumpModelAsXml(context, tier))
                .contains("<tier", "ref=\"small\"");
    }

    @Test
    void isDumpedFromAJavaRouteWithAJavaCondition() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                CascadeDefinition.cascade(from("direct:in").routeId("asking"))
                        .tier("small")
                        .acceptWhen(simple("${body} == 'large'"))
                        .process("small")
                        .tier("large")
                        .process("large")
                        .end();
            }
        });
        String dump = dumpYaml(false);

        reload("r.yaml", dump);

        assertThat(ask().getMessage().getHeader(CascadeFlowConstants.TIERS)).isEqualTo("small>large");
    }

    private static final String SEVERAL = """
            - route:
                id: asking
                from:
                  uri: direct:in
                  steps:
                    - cascade:
                        id: ladder
                        tiers:
                          - name: small
                            order: weighted
                            weights: "{{weights:1000000,1}}"
                            failOverOnFilter: true
                            deadlineShare: 0.25
                            steps:
                              - to: direct:broken
                              - orTo:
                                  uri: direct
                                  parameters:
                                    name: sound
            """;

    @Test
    void severalEndpointsAreReadFromYaml() throws Exception {
        alternatives();
        load("r.yaml", SEVERAL);

        assertThatItFailsOver();
        assertThat(tierPlan())
                .isEqualTo(new FailOverPlan(EndpointOrder.WEIGHTED, List.of(1_000_000, 1), true, 0.25, null));
    }

    @Test
    void severalEndpointsAreReadFromXml() throws Exception {
        alternatives();
        load("r.xml", """
                <routes xmlns="http://camel.apache.org/schema/xml-io">
                  <route id="asking">
                    <from uri="direct:in"/>
                    <cascade id="ladder">
                      <tier name="small" order="inOrder" failOverOnFilter="true" deadlineShare="0.25">
                        <to uri="direct:broken"/>
                        <orTo uri="direct:sound"/>
                      </tier>
                    </cascade>
                  </route>
                </routes>
                """);

        assertThatItFailsOver();
        assertThat(tierPlan()).isEqualTo(new FailOverPlan(EndpointOrder.IN_ORDER, List.of(), true, 0.25, null));
    }

    @Test
    void severalEndpointsSurviveDumpsAndBack() throws Exception {
        alternatives();
        load("r.yaml", SEVERAL);
        String yaml = dumpYaml(false);
        String xml = dumpXml(false);

        reload("r.xml", xml);
        assertThatItFailsOver();
        assertThat(dumpXml(false)).isEqualTo(xml);
        reload("r.yaml", yaml);
        assertThatItFailsOver();
        assertThat(dumpYaml(false)).isEqualTo(yaml);
        assertThat(yaml).contains("orTo:", "{{weights:1000000,1}}");
        assertThat(xml).contains("<orTo uri=\"direct:sound\"");
    }

    @Test
    void anotherEndpointOutsideOfATierIsRefused() {
        assertThatThrownBy(() -> load("r.yaml", """
                - route:
                    from:
                      uri: direct:lost
                      steps:
                        - to: direct:sound
                        - orTo: direct:spare
                """))
                .hasStackTraceContaining("write it after the to of a cascade's tier");
    }

    private void alternatives() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:broken").throwException(new IOException("down"));
                from("direct:sound").process("small");
                from("direct:spare").process("large");
            }
        });
    }

    @Test
    void aCacheIsReadFromYamlAndXmlAndWantsTiersOfWhichAllIsKnown() {
        assertThatThrownBy(() -> load("c.yaml", """
                - route:
                    from:
                      uri: direct:kept
                      steps:
                        - cascade:
                            id: kept
                            cache: 10m
                            tiers: [{name: own, steps: [{process: {ref: small}}]}]
                """))
                .hasStackTraceContaining("cascade 'kept': tier 'own': what its answer depends on is not known");
        assertThatThrownBy(() -> load("c.xml", """
                <routes xmlns="http://camel.apache.org/schema/xml-io">
                  <route>
                    <from uri="direct:kept"/>
                    <cascade id="kept" cache="10m"><tier name="own"><process ref="small"/></tier></cascade>
                  </route>
                </routes>
                """))
                .hasStackTraceContaining("cascade 'kept': tier 'own': what its answer depends on is not known");
        assertThatThrownBy(() -> load("d.xml", """
                <routes xmlns="http://camel.apache.org/schema/xml-io">
                  <route>
                    <from uri="direct:kept"/>
                    <cascade id="kept" cache="soon"><tier name="own"><process ref="small"/></tier></cascade>
                  </route>
                </routes>
                """))
                .hasStackTraceContaining("cascade 'kept': cache is 'soon'; write a duration such as 20s");
    }

    private void assertThatItFailsOver() {
        Exchange done = ask();
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo("small");
        assertThat(done.getProperty(CascadeFlowProperties.FAILED_ENDPOINTS, List.class))
                .hasSize(1);
    }

    private FailOverPlan tierPlan() {
        return new FailOverOptions(
                        (TierDefinition) cascade().getOutputs().get(0),
                        text -> text == null ? null : context.resolvePropertyPlaceholders(text))
                .plan();
    }

    /** Every option of the routes above took part. */
    private void assertThatItCascades() throws Exception {
        getMockEndpoint("mock:after").reset();
        getMockEndpoint("mock:after").expectedBodiesReceived("large");
        Exchange done = ask();

        getMockEndpoint("mock:after").assertIsSatisfied();
        assertThat(done.getMessage().getHeaders())
                .containsEntry(CascadeFlowConstants.TIERS, "small>large")
                .containsEntry(CascadeFlowConstants.OUTCOME, "degraded")
                .containsEntry(CascadeFlowConstants.CONFIDENCE, 0.8);
        assertThat(small.asked().get(0).getHeaders()).containsKey(CascadeFlowConstants.DEADLINE);
        assertThat(cascade().getId()).isEqualTo("ladder");
        assertThat(budgets()).isEqualTo("support,0.05");
        assertThat(context.getProcessor("ladder", CascadeProcessor.class).getLearning())
                .isEqualTo("auditShare=0.25 auditJudge=direct:judge onDrift=large");
    }

    private Exchange ask() {
        return template.send("direct:in", exchange -> exchange.getIn().setBody("q"));
    }

    private void load(String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, text));
    }

    private void reload(String name, String text) throws Exception {
        context.getRouteController().stopRoute("asking");
        context.removeRoute("asking");
        load(name, text);
    }

    private String dumpYaml(boolean resolved) throws Exception {
        return PluginHelper.getModelToYAMLDumper(context)
                .dumpModelAsYaml(context, model().getRouteDefinition("asking"), resolved, false, false, false);
    }

    private String dumpXml(boolean resolved) throws Exception {
        return PluginHelper.getModelToXMLDumper(context)
                .dumpModelAsXml(context, model().getRouteDefinition("asking"), resolved, false, false);
    }

    private String budgets() {
        return context.getProcessor("ladder", CascadeProcessor.class).getBudgets();
    }

    private ProcessorDefinition<?> cascade() {
        return model().getRouteDefinition("asking").getOutputs().get(0);
    }

    private ModelCamelContext model() {
        return (ModelCamelContext) context;
    }
}

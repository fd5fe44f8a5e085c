package io.cascadeflow.camel.stream;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.cascade.Reason.Code;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Early;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.provider.FakeModel;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a judge must look at drafts, nobody sees one before it has. */
@Timeout(60)
class RequiredJudgeInStreamTest {

    private static final String ANSWER = "It is forty two, and there is no doubt about that at all.";
    private static final FakeModel SMALL =
            FakeModel.saying("small-2026", "I believe that it is perhaps forty one, or thereabouts. ".repeat(20));

    private final StreamFixture fixture =
            new StreamFixture("policies: [{name: look, when: {tenant: strict}, then: {requireJudge: true}}]\n");

    /** Would show every draft from its beginning on. */
    private static final class Eager implements Gate {

        @Override
        public Assessment assess(Draft draft) {
            return Assessment.of(0.9);
        }

        @Override
        public Early early(Draft begun, int looked, double threshold) {
            return Early.COMMIT;
        }
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Exchange ask(Collected sink, String tenant) throws Exception {
        fixture.camel.getRegistry().bind("eager", new Eager());
        fixture.small.answer(SMALL::answer);
        fixture.large.answer(FakeModel.saying("large-2026", ANSWER)::answer);
        fixture.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in").setHeader(CascadeFlowConstants.TENANT, constant(tenant)))
                        .streaming()
                        .tier("small")
                        .gate("#eager")
                        .acceptAbove(0.5)
                        .to(fixture.small(""))
                        .tier("large")
                        .to(fixture.large(""));
            }
        });
        return fixture.ask("direct:in", "What?", Map.of(CascadeFlowProperties.SINK, sink));
    }

    @Test
    void aGateThatWouldShowADraftAtOnceIsNotHeeded() throws Exception {
        Collected sink = new Collected();
        Exchange exchange = ask(sink, "strict");

        assertThat(sink.text()).isEqualTo(ANSWER);
        assertThat(Traces.of(exchange).get(0).attempts().get(0).reason().code()).isEqualTo(Code.NOT_JUDGED);
    }

    @Test
    void elsewhereItIs() throws Exception {
        Collected sink = new Collected();
        Exchange exchange = ask(sink, "other");

        assertThat(sink.text()).startsWith("I believe");
        assertThat(Traces.of(exchange).get(0).reason().code()).isEqualTo(Code.COMMITTED);
    }
}

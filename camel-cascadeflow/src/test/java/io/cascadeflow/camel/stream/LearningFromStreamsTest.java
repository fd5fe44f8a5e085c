package io.cascadeflow.camel.stream;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.audit.DriftMonitor;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.camel.audit.CascadeFlowLearning;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Early;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.recorded.Recording;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drafts that are given up while they grow leave no one-sided picture of the traffic. */
@Timeout(120)
class LearningFromStreamsTest {

    private static final double HOPELESS = 0.3;
    private static final String FILLER = "and so it goes on for a while, word by word by word by word. ".repeat(3);

    @TempDir
    Path folder;

    /** A draft tells at its beginning how confident to be; fitted on drafts of all confidences. */
    private record Stated() implements Gate {

        @Override
        public Assessment assess(Draft draft) {
            return Assessment.of(confidence(draft));
        }

        private static double confidence(Draft draft) {
            return Double.parseDouble(draft.reply().text().substring(0, 5));
        }

        @Override
        public Early early(Draft begun, int looked, double threshold) {
            return confidence(begun) < HOPELESS ? Early.REJECT : Early.CONTINUE;
        }

        @Override
        public Map<String, List<Double>> reference() {
            return Map.of(DriftMonitor.CONFIDENCE, List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9));
        }
    }

    private static StreamFixture fixture(String configuration) throws Exception {
        return fixture(new Stated(), configuration);
    }

    private static StreamFixture fixture(Gate gate, String configuration) throws Exception {
        StreamFixture fixture = new StreamFixture(configuration);
        AtomicInteger drafts = new AtomicInteger();
        fixture.small.answer(request -> FakeModel.saying(
                        "small", "0.%03d %s".formatted(drafts.getAndIncrement() * 7 % 1000, FILLER))
                .answer(request));
        fixture.large.answer(FakeModel.saying("large", "0.999 Forty two.")::answer);
        fixture.camel.getRegistry().bind("stated", Gate.class, gate);
        fixture.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in").routeId("asking"))
                        .streaming()
                        .gate("#stated")
                        .tier("small")
                        .acceptAbove(0.5)
                        .to(fixture.small(""))
                        .tier("large")
                        .to(fixture.large(""));
            }
        });
        return fixture;
    }

    private static Attempt draft(StreamFixture fixture) {
        Exchange exchange = fixture.ask("direct:in", "What?", Map.of(CascadeFlowProperties.SINK, new Collected()));
        assertThat(exchange.getException()).isNull();
        return Traces.of(exchange).get(0).attempts().get(0);
    }

    @Test
    void whatIsGivenUpIsNotMistakenForDrift() throws Exception {
        try (StreamFixture fixture = fixture("")) {
            int givenUp = 0;
            for (int i = 0; i < DriftMonitor.WINDOW; i++) {
                givenUp += draft(fixture).reason().code() == Reason.Code.GIVEN_UP ? 1 : 0;
            }

            assertThat(givenUp).isBetween(120, 180);
            assertThat(CascadeFlowLearning.in(fixture.camel).getDriftAlarms()).isZero();
        }
    }

    @Test
    void aGateThatFailsWhenItIsAskedAboutItselfCostsNoAnswer() throws Exception {
        Gate broken = new Gate() {
            @Override
            public Assessment assess(Draft draft) {
                return Assessment.of(0.9);
            }

            @Override
            public Map<String, List<Double>> reference() {
                throw new NoClassDefFoundError("some/Reference");
            }
        };
        try (StreamFixture fixture = fixture(broken, "")) {
            assertThat(draft(fixture).accepted()).isTrue();
        }
    }

    @Test
    void whatIsToBeOnRecordIsWaitedFor() throws Exception {
        Path file = folder.resolve("recorded.jsonl");
        try (StreamFixture fixture = fixture("recorder: {file: '%s', content: full}".formatted(file))) {
            assertThat(draft(fixture).reason().code()).isEqualTo(Reason.Code.BELOW_THRESHOLD);
        }

        assertThat(Recording.read(file)
                        .items()
                        .get(0)
                        .samples("compatible:small")
                        .get(0)
                        .text())
                .startsWith("0.000 ")
                .hasSizeGreaterThan(150);
    }
}

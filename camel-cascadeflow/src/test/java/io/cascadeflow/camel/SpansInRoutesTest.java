package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpansInRoutesTest {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    @TempDir
    Path folder;

    private ProbeContext context = new ProbeContext();

    @BeforeEach
    void start() throws Exception {
        context.close();
        Path file = Files.writeString(folder.resolve("traced.yaml"), BudgetFixture.MODELS);
        context = new ProbeContext(component -> {
            component.setConfiguration("file:" + file);
            OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(spans))
                            .build())
                    .build();
            component.getCamelContext().getRegistry().bind("tracer", sdk.getTracer("test"));
            new OpenTelemetryTracer().init(component.getCamelContext());
        });
        context.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in").routeId("asking"))
                        .id("ladder")
                        .tier("small")
                        .acceptAbove(0.7)
                        .to("cascadeflow:probe:m?temperature=0.2&systemMessage=Be secret")
                        .tier("large")
                        .to("cascadeflow:probe:dear")
                        .end();
            }
        });
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void aDecisionItsTiersAndTheirRequestsAreSpansInEachOther() {
        context.ask("direct:in", "2+2?");

        SpanData decision = span("cascade ladder");
        assertThat(span("tier small").getParentSpanId()).isEqualTo(decision.getSpanId());
        assertThat(span("tier large").getParentSpanId()).isEqualTo(decision.getSpanId());
        assertThat(span("chat m").getParentSpanId())
                .isEqualTo(span("tier small").getSpanId());
        assertThat(span("chat dear").getParentSpanId())
                .isEqualTo(span("tier large").getSpanId());
        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getTraceId)
                .containsOnly(decision.getTraceId());
    }

    @Test
    void theDecisionsSpanSaysWhatWasDecidedAndWhatItCost() {
        Exchange exchange = context.ask("direct:in", "2+2?");

        SpanData decision = span("cascade ladder");
        assertThat(tag(decision, "cascadeflow.outcome")).isEqualTo("escalated");
        assertThat(tag(decision, "cascadeflow.tier")).isEqualTo("large");
        assertThat(tag(decision, "cascadeflow.tiers")).isEqualTo("small>large");
        assertThat(tag(decision, "cascadeflow.cost.usd")).isEqualTo("0.022");
        assertThat(tag(decision, "cascadeflow.decision.id"))
                .isEqualTo(exchange.getMessage().getHeader(CascadeFlowConstants.DECISION_ID));
        assertThat(tag(span("tier small"), "cascadeflow.accepted")).isEqualTo("false");
        assertThat(tag(span("tier small"), "cascadeflow.reason")).isEqualTo("not_measured");
    }

    @Test
    void aRequestsSpanHasTheAttributesOfGenerativeAi() {
        context.ask("direct:in", "2+2?");

        SpanData chat = span("chat m");
        assertThat(Map.of(
                        "gen_ai.operation.name", "chat",
                        "gen_ai.provider.name", "probe",
                        "gen_ai.request.model", "m",
                        "gen_ai.request.temperature", "0.2",
                        "gen_ai.response.model", "probe-model-2026",
                        "gen_ai.usage.input_tokens", "1000",
                        "gen_ai.usage.output_tokens", "100"))
                .allSatisfy((name, value) -> assertThat(tag(chat, name)).isEqualTo(value));
    }

    @Test
    void noSpanHasAPromptAnAnswerOrASystemMessage() {
        context.probe.answers(ProbeProvider.reply("the confidential answer"));
        context.ask("direct:in", "the confidential question");
        context.ask("cascadeflow:cascade:support", "the confidential question");

        assertThat(spans.getFinishedSpanItems())
                .hasSizeGreaterThan(10)
                .allSatisfy(span -> assertThat(span.toString()).doesNotContain("confidential", "secret"));
    }

    @Test
    void aFailedTierIsAnErrorWithItsKindAndTheDecisionIsNone() {
        context.probe.answers(call -> call.model().equals("m")
                ? CompletableFuture.failedFuture(new ProviderException(Kind.AUTH, "the key is wrong; give another"))
                : CompletableFuture.completedFuture(ProbeProvider.reply("4")));
        context.ask("direct:in", "2+2?");

        for (String failed : List.of("chat m", "tier small")) {
            assertThat(tag(span(failed), "error.type")).isEqualTo("auth");
            assertThat(span(failed).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        }
        assertThat(span("cascade ladder").getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
    }

    @Test
    void aDecisionWithoutAnAnswerIsAnError() {
        context.probe.fails(new ProviderException(Kind.AUTH, "the key is wrong; give another"));
        context.ask("direct:in", "2+2?");

        assertThat(span("cascade ladder").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(tag(span("cascade ladder"), "cascadeflow.outcome")).isEqualTo("failed");
    }

    private SpanData span(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " among "
                        + spans.getFinishedSpanItems().stream()
                                .map(SpanData::getName)
                                .toList()));
    }

    private static @Nullable String tag(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}

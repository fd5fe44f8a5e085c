package io.cascadeflow.benchmarks.early;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static java.util.Objects.requireNonNull;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.camel.eip.CascadeDefinition;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The same cascade twice, streamed and not, over a fake provider behind real HTTP that gives the made-up drafts. */
final class StreamedCascade implements AutoCloseable {

    private final FakeProvider provider = FakeProvider.start();
    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template = camel.createProducerTemplate();

    StreamedCascade(Gate gate, double threshold, List<MadeUpDraft> drafts) throws Exception {
        Map<String, Logprobs> byQuestion =
                drafts.stream().collect(Collectors.toMap(MadeUpDraft::question, MadeUpDraft::logprobs));
        FakeModel large = FakeModel.saying(MadeUpRecording.LARGE, MadeUpRecording.ANSWER);
        provider.answer(request -> isFor(MadeUpRecording.LARGE, request)
                ? large.answer(request)
                : FakeModel.saying(MadeUpRecording.SMALL, requireNonNull(byQuestion.get(question(request))))
                        .answer(request));
        camel.getRegistry().bind("gate", Gate.class, gate);
        // a dollar for a million tokens written
        camel.getRegistry().bind("prices", """
                models:
                  "compatible:small": {input: 0, output: 1}
                  "compatible:large": {input: 0, output: 1}
                """);
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:prices");
        route("direct:streamed", CascadeDefinition::streaming, threshold);
        route("direct:whole", same -> same, threshold);
        camel.start();
    }

    private void route(String entry, Function<CascadeDefinition, CascadeDefinition> form, double threshold)
            throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                form.apply(cascade(from(entry)))
                        .gate("#gate")
                        .tier("small")
                        .acceptAbove(threshold)
                        .to(uri(MadeUpRecording.SMALL))
                        .tier("large")
                        .to(uri(MadeUpRecording.LARGE))
                        .end();
            }
        });
    }

    private String uri(String model) {
        return "cascadeflow:compatible:%s?apiKey=none&topLogprobs=2&baseUrl=%s%s"
                .formatted(model, provider.uri(), FakeDialect.OPENAI.base());
    }

    private static boolean isFor(String model, FakeRequest request) {
        return model.equals(FakeDialect.json(request).path("model").asText());
    }

    private static String question(FakeRequest request) {
        return FakeDialect.json(request)
                .path("messages")
                .path(0)
                .path("content")
                .asText();
    }

    /** What became of the draft when it was streamed. */
    Attempt streamed(MadeUpDraft draft) {
        return ask("direct:streamed", draft, Map.of(CascadeFlowProperties.SINK, new Unheard()));
    }

    /** What became of the draft as a whole. */
    Attempt whole(MadeUpDraft draft) {
        return ask("direct:whole", draft, Map.of());
    }

    private Attempt ask(String entry, MadeUpDraft draft, Map<String, Object> properties) {
        Exchange exchange = template.request(entry, asked -> {
            asked.getMessage().setBody(draft.question());
            properties.forEach(asked::setProperty);
        });
        if (exchange.getException() != null) {
            throw new IllegalStateException("a made-up question was not answered", exchange.getException());
        }
        return Traces.of(exchange).get(0).attempts().get(0);
    }

    @Override
    public void close() throws Exception {
        template.close();
        camel.close();
        provider.close();
    }
}

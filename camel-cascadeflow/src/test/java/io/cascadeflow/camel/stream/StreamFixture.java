package io.cascadeflow.camel.stream;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.FakeProvider;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with fake providers behind real HTTP. */
final class StreamFixture implements AutoCloseable {

    final CamelContext camel = new DefaultCamelContext();
    final FakeProvider small = FakeProvider.start();
    final FakeProvider large = FakeProvider.start();
    final ProducerTemplate template = camel.createProducerTemplate();

    StreamFixture() {
        this("");
    }

    /** @param further lines of configuration */
    StreamFixture(String further) {
        camel.getRegistry().bind("sure", (Gate) draft -> Assessment.of(0.9));
        camel.getRegistry().bind("unsure", (Gate) draft -> Assessment.of(0.1));
        camel.getRegistry().bind("models", """
                models:
                  "compatible:small": {input: 1, output: 1}
                  "compatible:large": {input: 10, output: 10}
                  "anthropic:small": {input: 1, output: 1}
                  "ollama:small": {input: 1, output: 1}
                  "azure:small": {input: 1, output: 1}
                  "gemini:small": {input: 1, output: 1}
                  "bedrock:small": {input: 1, output: 1}
                  "huggingface:small": {input: 1, output: 1}
                ledger: {memory: true}
                budgets: [{name: company, limit: 10, window: day}]
                """ + further);
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:models");
        camel.start();
    }

    /** An endpoint of the small model. */
    String small(FakeDialect dialect, String options) {
        return uri(dialect, small, "small", options);
    }

    String small(String options) {
        return small(FakeDialect.OPENAI, options);
    }

    String large(String options) {
        return uri(FakeDialect.OPENAI, large, "large", options);
    }

    private static String uri(FakeDialect dialect, FakeProvider server, String model, String options) {
        return "cascadeflow:%s:%s?apiKey=k&baseUrl=%s%s%s"
                .formatted(
                        dialect.provider(),
                        model,
                        server.uri(),
                        dialect.base(),
                        dialect.options() + (options.isEmpty() ? "" : "&" + options));
    }

    Exchange ask(String uri, Object body) {
        return ask(uri, body, Map.of());
    }

    Exchange ask(String uri, Object body, Map<String, Object> properties) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            properties.forEach(exchange::setProperty);
        });
    }

    @Override
    public void close() {
        template.stop();
        camel.stop();
        small.close();
        large.close();
    }
}

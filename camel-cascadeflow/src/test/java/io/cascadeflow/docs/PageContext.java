package io.cascadeflow.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderFactory;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel context in which the routes of pages start: every provider is there, and all models have a price. */
final class PageContext implements AutoCloseable {

    private static final String CONFIGURATION = """
            unpriced: {ceiling: {input: 1, output: 10}}
            cascades:
              support:
                tiers:
                  - {name: small, uri: "cascadeflow:openai:gpt-4o-mini", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:openai:gpt-4o"}
            budgets:
              - {name: support, limit: 99, window: day, appliesTo: named}
              - {name: document, limit: 99, window: day, appliesTo: named}
            ledger: {memory: true}
            """;

    final CamelContext camel = new DefaultCamelContext();
    final ProducerTemplate template;

    PageContext() {
        this("");
    }

    /** @param further keys of the configuration */
    PageContext(String further) {
        ChatProvider says = call -> CompletableFuture.completedFuture(
                ChatReply.of(call.model(), "2 + 2 = 4").withUsage(TokenUsage.of(10, 10)));
        ServiceLoader.load(ChatProviderFactory.class)
                .forEach(factory ->
                        factory.providers().forEach(name -> camel.getRegistry().bind(name, says)));
        camel.getRegistry().bind("configuration", CONFIGURATION + further);
        camel.getRegistry().bind("search", new Search());
        // what a page sends to and the class path of the tests does not have
        List.of("websocket", "kafka").forEach(name -> camel.addComponent(name, new MockComponent()));
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:configuration");
        camel.start();
        template = camel.createProducerTemplate();
    }

    /** The bean that pages ask for passages. */
    public static final class Search {
        public List<String> passagesFor(String question) {
            return List.of("2 + 2 = 4, says the book.", question);
        }
    }

    void routes(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
    }

    /**
     * Loads and starts routes.
     *
     * @param name with the ending that tells the language
     */
    void load(String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromBytes(name, text.getBytes(UTF_8)));
    }

    @Override
    public void close() {
        camel.stop();
    }
}

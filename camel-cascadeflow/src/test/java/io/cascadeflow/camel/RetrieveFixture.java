package io.cascadeflow.camel;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ChatCall;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Routes that retrieve and then ask {@code probe}; its clock runs. */
class RetrieveFixture {

    static final String QUESTION = "How long is the bridge?";

    private @Nullable ProbeContext open;

    ProbeContext context() {
        return Objects.requireNonNull(open);
    }

    ProbeContext start() {
        return start(null);
    }

    /** @param configuration in YAML; absent for that of the other tests */
    ProbeContext start(@Nullable String configuration) {
        close();
        open = new ProbeContext(
                component -> {
                    if (configuration != null) {
                        component.getCamelContext().getRegistry().bind("configured", configuration);
                        component.setConfiguration("ref:configured");
                    }
                },
                Clock.systemUTC());
        return open;
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    void routes(RouteBuilder routes) throws Exception {
        context().camel.addRoutes(routes);
    }

    /** {@code direct:search} answers like this. */
    void search(Function<Exchange, @Nullable Object> found) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:search")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> exchange.getMessage().setBody(found.apply(exchange)));
            }
        });
    }

    /** {@code direct:ask} retrieves with these options, then asks the model. */
    void asks(String options) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask")
                        .errorHandler(noErrorHandler())
                        .to("cascadeflow:retrieve:bridges?" + options)
                        .to("cascadeflow:probe:m");
            }
        });
    }

    Exchange ask() {
        return ask(Map.of());
    }

    Exchange ask(Map<String, Object> headers) {
        return context().ask("direct:ask", QUESTION, new HashMap<>(headers));
    }

    /** What the model was sent last, all messages together. */
    String sent() {
        StringBuilder sent = new StringBuilder();
        context().probe.lastRequest().messages().forEach(message -> sent.append(message.text()));
        return sent.toString();
    }

    /** The model {@code dear} says the second, every other one the first. */
    void models(String small, String large) {
        context().probe.answers((ChatCall call) -> {
            ChatReply reply = ProbeProvider.reply(call.model().equals("dear") ? large : small);
            return CompletableFuture.completedFuture(reply);
        });
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> retrieval(Exchange exchange) {
        return (Map<String, Object>)
                Objects.requireNonNull(exchange.getMessage().getHeader(CascadeFlowConstants.RETRIEVAL));
    }

    @SuppressWarnings("unchecked")
    static @Nullable List<String> cited(Exchange exchange) {
        return exchange.getMessage().getHeader(CascadeFlowConstants.CITATIONS, List.class);
    }

    static @Nullable String fault(Exchange exchange) {
        return exchange.getMessage().getHeader(CascadeFlowConstants.CITATION_FAULT, String.class);
    }

    void load(String name, String text) throws Exception {
        PluginHelper.getRoutesLoader(context().camel).loadRoutes(ResourceHelper.fromString(name, text));
    }
}

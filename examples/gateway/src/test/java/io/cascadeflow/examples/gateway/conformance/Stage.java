package io.cascadeflow.examples.gateway.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.gateway.CascadeFlowGateway;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A gateway with keys at the loopback address, before a provider that is a fake. */
final class Stage implements AutoCloseable {

    /** One model, whatever it says. */
    static final String CASCADE = "cascadeflow/support";

    /** A draft that starts with "Perhaps" is not good enough for it. */
    static final String CAREFUL = "cascadeflow/careful";

    static final String SMALL = "compatible:small";

    static final String VECTORS = "vectors";

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TIER =
            "{name: %s, uri: 'cascadeflow:compatible:%s?apiKey=k&transport=jdk&maxRetries=0&breaker=false&maxTokens=500&baseUrl=PROVIDER'%s}";
    private static final String CONFIGURATION = """
            models: {'compatible:small': {input: 1, output: 1}, 'compatible:large': {input: 10, output: 10}, 'compatible:vectors': {input: 1, output: 1}}
            budgets:
              - {name: nothing, limit: 0.000001, window: total, appliesTo: named}
            ledger: {memory: true}
            cascades:
              support:
                tiers: [%s]
              careful:
                gate: {profile: '#gate'}
                tiers: [%s, %s]
            gateway:
              limits: {body: 100KB}
              embeddings: {vectors: 'cascadeflow:compatible:vectors?apiKey=k&transport=jdk&maxRetries=0&baseUrl=PROVIDER'}
              keys:
                clients: [%s]
            """.formatted(
                    TIER.formatted("small", "small", ""),
                    TIER.formatted("small", "small", ", acceptAbove: 0.5"),
                    TIER.formatted("large", "large", ""),
                    Keys.CLIENTS);

    private final FakeProvider provider = FakeProvider.start();
    private final CamelContext camel = new DefaultCamelContext();
    private final CascadeFlowGateway gateway =
            new CascadeFlowGateway().host("127.0.0.1").port(0);
    private volatile Function<FakeRequest, FakeAnswer> answer = request -> FakeAnswer.empty(500);
    private int before;

    Stage() throws Exception {
        provider.answer(request -> answer.apply(request));
        camel.getRegistry().bind("configuration", CONFIGURATION.replace("PROVIDER", provider.uri() + "/v1"));
        camel.getRegistry().bind("gate", (Gate)
                draft -> Assessment.of(draft.reply().text().startsWith("Perhaps") ? 0.1 : 0.9));
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:configuration");
        camel.addRoutes(gateway);
        camel.start();
    }

    /** The provider forgets what it was asked, and answers so. */
    Stage answering(Function<FakeRequest, FakeAnswer> how) {
        answer = how;
        before = provider.requests().size();
        return this;
    }

    /** For a client that does not ask again by itself. */
    Sdk.Door door() {
        return door(Keys.GOOD, 0);
    }

    Sdk.Door door(String key, int retries) {
        return new Sdk.Door("http://127.0.0.1:" + gateway.port(), key, retries);
    }

    /** What the provider was asked, since it forgot. */
    List<FakeRequest> requests() {
        List<FakeRequest> all = provider.requests();
        return all.subList(before, all.size());
    }

    List<JsonNode> asked() {
        return requests().stream().map(FakeDialect::json).toList();
    }

    JsonNode onlyAsked() {
        List<JsonNode> asked = asked();
        if (asked.size() != 1) {
            throw new AssertionError("the provider was asked %d times".formatted(asked.size()));
        }
        return asked.get(0);
    }

    /** Whether the provider sees that nobody waits for the one answer that it gives. */
    boolean isLeft() throws InterruptedException {
        while (provider.hangUps().stream().noneMatch(left -> requests().contains(left.request()))) {
            if (!provider.awaitAbandoned(SOON)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        camel.stop();
        provider.close();
    }
}

package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowEndpoint;
import io.cascadeflow.camel.PaidEmbeddings;
import io.cascadeflow.camel.config.GatewayLimits;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.openai.embeddings.AskedEmbeddings;
import io.cascadeflow.provider.MeteredEmbedding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Makes vectors of texts, on the caller's budgets. */
final class EmbeddingsDoor implements Door {

    private final Map<String, PaidEmbeddings> models;
    private final Questions questions;
    private final GatewayLimits limits;

    private EmbeddingsDoor(Map<String, PaidEmbeddings> models, Questions questions, GatewayLimits limits) {
        this.models = models;
        this.questions = questions;
        this.limits = limits;
    }

    /**
     * @param configured endpoints, by the names that clients use
     * @throws IllegalArgumentException when one of them cannot be asked for vectors
     */
    static EmbeddingsDoor of(
            CamelContext camel, Map<String, String> configured, Questions questions, GatewayLimits limits) {
        CascadeFlowComponent component = camel.getComponent("cascadeflow", CascadeFlowComponent.class);
        Map<String, PaidEmbeddings> models = new LinkedHashMap<>();
        configured.forEach((name, uri) -> {
            try {
                models.put(name, component.embeddings(camel.getEndpoint(uri, CascadeFlowEndpoint.class)));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "gateway.embeddings: '%s' cannot be asked: %s".formatted(name, e.getMessage()), e);
            }
        });
        return new EmbeddingsDoor(models, questions, limits);
    }

    @Override
    public CompletionStage<Void> open(Visit visit, Caller caller) {
        return visit.json(limits).thenCompose(body -> {
            Hints hints = Hints.take(body, visit.client());
            AskedEmbeddings asked = AskedEmbeddings.read(body);
            PaidEmbeddings model = models.get(asked.model());
            if (model == null) {
                throw new FaultException(Models.unknown());
            }
            if (!caller.mayAsk(asked.model())) {
                throw new FaultException(Models.forbidden());
            }
            visit.note("key", caller.id());
            visit.note("asked", asked.model());
            Exchange exchange = questions.exchange(visit, caller, asked.request(), hints);
            return model.embed(exchange, asked.request()).thenAccept(result -> answer(visit, asked, result));
        });
    }

    private static void answer(Visit visit, AskedEmbeddings asked, MeteredEmbedding result) {
        if (result.reply() == null) {
            Throwable failure = result.failure();
            throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
        String cost = result.spent().cost().toBigDecimal().toPlainString();
        visit.note("cost-usd", cost);
        visit.header(Accounts.PREFIX + "cost-usd", cost);
        visit.header(Accounts.PREFIX + "decision-id", visit.id());
        visit.answer(asked.answer(result.reply()));
    }
}

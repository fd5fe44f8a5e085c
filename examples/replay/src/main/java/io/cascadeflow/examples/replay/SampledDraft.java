package io.cascadeflow.examples.replay;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;

/**
 * The steps of a tier whose gate looks at several answers: asks for all of them, the one to be used last, and judges them
 * together. What each costs adds up in the message.
 *
 * @param endpoints one for each sample, the one to be used first
 * @param draft finds the samples of the question that the exchange asks
 */
record SampledDraft(List<String> endpoints, Gate gate, Function<String, Draft> draft) implements Processor {

    @Override
    public void process(Exchange exchange) throws Exception {
        Object question = exchange.getMessage().getBody();
        String id = exchange.getMessage().getHeader(CascadeFlowConstants.IDEMPOTENCY_KEY, String.class);
        try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
            for (int sample = endpoints.size() - 1; sample >= 0 && exchange.getException() == null; sample--) {
                exchange.getMessage().setBody(question);
                template.send(endpoints.get(sample), exchange);
            }
        }
        exchange.getMessage()
                .setHeader(
                        CascadeFlowConstants.CONFIDENCE,
                        gate.assess(draft.apply(id)).confidence());
    }
}

package io.cascadeflow.camel;

import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** What gates say of drafts, with what the route knows beside it. */
final class Assessments {

    private Assessments() {}

    /** The gate's assessment; it names every signal that was measured, and why samples are missing. */
    static Assessment of(Exchange exchange, Gate gate, Draft draft) {
        Assessment found = gate.assess(draft);
        // as our own gates do: nothing to add, and nothing to copy
        if (found.signals().keySet().containsAll(draft.context().measured().keySet())) {
            return MissingSamples.explain(exchange, found);
        }
        Map<String, Double> signals = new HashMap<>(draft.context().measured());
        signals.putAll(found.signals());
        return MissingSamples.explain(
                exchange,
                new Assessment(found.defects(), found.confidence(), signals, found.objection(), found.gate()));
    }
}

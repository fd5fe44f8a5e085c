package io.cascadeflow.camel;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.GateVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointAware;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * All that a tier's answer depends on beside the question, as it is written.
 *
 * @param models that it may ask
 * @param written every option of its endpoints, and who judges
 */
record TierOptions(List<String> models, List<String> written) {

    private static final Draft ANY = Draft.of("?", "?");

    TierOptions {
        models = List.copyOf(models);
        written = List.copyOf(written);
    }

    /** @throws IllegalArgumentException when that is not known: its steps may look at whatever they like */
    static TierOptions of(TierSteps steps, CamelContext context) {
        List<CascadeFlowEndpoint> asked = new ArrayList<>();
        if (steps.single()) {
            collect(steps.processor(), asked);
        }
        if (asked.isEmpty() || steps.acceptWhen() != null) {
            throw new IllegalArgumentException(
                    "what its answer depends on is not known, so it cannot be given again; let the tier ask models by cascadeflow: endpoints and nothing else, without acceptWhen, or remove the cache");
        }
        List<String> written = new ArrayList<>();
        written.add(judge(steps.gate()));
        asked.forEach(endpoint -> written.add(options(endpoint, context)));
        return new TierOptions(
                asked.stream().map(endpoint -> endpoint.modelId().toString()).toList(), written);
    }

    private static void collect(Processor step, List<CascadeFlowEndpoint> into) {
        if (step instanceof EndpointAware asks
                && asks.getEndpoint() instanceof CascadeFlowEndpoint ours
                && !ours.isCascade()
                && ours.getModel() != null) {
            into.add(ours);
        }
        if (step instanceof Navigate<?> several && several.hasNext()) {
            several.next().forEach(next -> {
                if (next instanceof Processor processor) {
                    collect(processor, into);
                }
            });
        }
    }

    /** A gate that is no profile is itself only: another one may judge otherwise. */
    private static String judge(@Nullable Gate gate) {
        if (gate == null) {
            return "";
        }
        GateVersion version = gate.assess(ANY).gate();
        return version == null ? gate.getClass().getName() + "@" + System.identityHashCode(gate) : version.toString();
    }

    /** Also those that only the component's defaults say; a bean is itself only. */
    private static String options(CascadeFlowEndpoint endpoint, CamelContext context) {
        Map<String, Object> options = new TreeMap<>();
        PluginHelper.getBeanIntrospection(context).getProperties(endpoint.getConfiguration(), options, null, false);
        return endpoint.getEndpointUri() + " " + options;
    }
}

package io.cascadeflow.camel.draft;

import io.cascadeflow.camel.config.SignalConfiguration;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.DraftFacts;
import io.cascadeflow.confidence.Observations;
import io.cascadeflow.confidence.Signal;
import io.cascadeflow.confidence.SignalSource;
import io.cascadeflow.confidence.Signals;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's own signals: expressions that the configuration names, and beans of type {@link SignalSource}. One that fails is
 * absent, and the others are not. Immutable.
 */
public final class OwnSignals implements Measurement {

    /** None. */
    public static final OwnSignals NONE = new OwnSignals(Map.of(), List.of());

    private static final Logger LOG = LoggerFactory.getLogger(OwnSignals.class);

    private final Map<String, OwnExpression> expressions;
    private final List<SignalSource> sources;

    private OwnSignals(Map<String, OwnExpression> expressions, List<SignalSource> sources) {
        this.expressions = Map.copyOf(expressions);
        this.sources = List.copyOf(sources);
    }

    /** @throws IllegalArgumentException when an expression cannot be read, or a source has names that are taken */
    public static OwnSignals of(CamelContext context, List<SignalConfiguration> configured) {
        Map<String, OwnExpression> expressions = new LinkedHashMap<>();
        for (SignalConfiguration signal : configured) {
            expressions.put(signal.name(), OwnExpression.of(context, signal));
        }
        Set<SignalSource> sources = context.getRegistry().findByType(SignalSource.class);
        sources.forEach(source -> check(source, expressions.keySet()));
        Signals.byName(List.copyOf(sources));
        return new OwnSignals(expressions, List.copyOf(sources));
    }

    private static void check(SignalSource source, Set<String> configured) {
        for (Signal signal : source.signals()) {
            String name = signal.name();
            if (name.indexOf('.') < 1 || Signals.isReserved(name) || configured.contains(name)) {
                throw new IllegalArgumentException(
                        "the bean %s reports the signal '%s', a name that is taken or has no family; write family.what, with a family of your own"
                                .formatted(source.getClass().getName(), name));
            }
        }
    }

    public boolean isEmpty() {
        return expressions.isEmpty() && sources.isEmpty();
    }

    @Override
    public CompletionStage<Findings> measure(Look look) {
        return CompletableFuture.completedFuture(Findings.of(of(look.exchange(), look.draft())));
    }

    /** By name, of an exchange that has the draft in its body. */
    public Map<String, Double> of(Exchange exchange, Draft draft) {
        Map<String, Double> signals = new HashMap<>();
        expressions.forEach((name, expression) -> measured(name, () -> {
            Double value = expression.evaluate(exchange);
            if (value != null) {
                signals.put(name, value);
            }
        }));
        if (!sources.isEmpty()) {
            DraftFacts facts = DraftFacts.of(draft);
            for (SignalSource source : sources) {
                measured(source.getClass().getName(), () -> signals.putAll(observed(source, facts)));
            }
        }
        return signals;
    }

    /** Only what it said that it would report. */
    private static Map<String, Double> observed(SignalSource source, DraftFacts facts) {
        Observations observations = new Observations();
        source.observe(facts, observations);
        Map<String, Double> reported = new HashMap<>(observations.toMap());
        reported.keySet().retainAll(source.signals().stream().map(Signal::name).toList());
        return reported;
    }

    private static void measured(String name, Runnable measurement) {
        try {
            measurement.run();
        } catch (RuntimeException e) {
            // without its message, which may hold the answer
            LOG.warn(
                    "the signal {} could not be measured: {}",
                    name,
                    e.getClass().getSimpleName());
        }
    }
}

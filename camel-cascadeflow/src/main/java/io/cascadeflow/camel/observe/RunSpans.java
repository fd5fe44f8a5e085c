package io.cascadeflow.camel.observe;

import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.provider.ProviderException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one run of a cascade: one for the decision, and in it one for each tier, one after the other. Camel's tracers make
 * them, and whoever handles the observations of a registry of Micrometer's.
 */
public final class RunSpans {

    private static final String TIER = "cascadeflow.tier";
    private static final String REASON = "cascadeflow.reason";
    private static final String CONFIDENCE = "cascadeflow.confidence";
    private static final String COST = "cascadeflow.cost.usd";

    private final Stages stages;
    private final Exchange exchange;
    private final Observer observer;
    private final boolean traced;
    private WatchedRun watched = WatchedRun.NONE;
    private boolean begun;
    private @Nullable StageEndpoint tier;

    public RunSpans(Stages stages, Observer observer, Exchange exchange) {
        this.observer = observer;
        this.stages = stages;
        this.exchange = exchange;
        this.traced = stages.isTraced();
    }

    public void begin() {
        watched = observer.begins(stages.name());
        if (traced) {
            begun = true;
            stages.begin(exchange, stages.cascade());
        }
    }

    public void tierBegins(String name) {
        watched.tierBegins(name);
        if (begun) {
            StageEndpoint stage = stages.tier(name);
            tier = stage;
            stages.begin(exchange, stage);
        }
    }

    /** What came of the tier that began last. */
    public void tierEnds(Attempt attempt) {
        if (isSeen()) {
            endTier(attributes(attempt));
        }
    }

    /** @param answer whose answer the caller gets; absent when it gets none */
    public void end(Decision decision, @Nullable Attempt answer) {
        if (isSeen()) {
            end(attributes(decision, answer));
        }
    }

    /** The run broke off. */
    public void fail() {
        end(Map.of());
    }

    private boolean isSeen() {
        return begun || watched != WatchedRun.NONE;
    }

    private void end(Map<String, String> attributes) {
        endTier(Map.of());
        watched.ends(attributes);
        watched = WatchedRun.NONE;
        if (begun) {
            begun = false;
            stages.end(exchange, stages.cascade(), attributes);
        }
    }

    private void endTier(Map<String, String> attributes) {
        watched.tierEnds(attributes);
        StageEndpoint ended = tier;
        if (ended != null) {
            tier = null;
            stages.end(exchange, ended, attributes);
        }
    }

    private static Map<String, String> attributes(Attempt attempt) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(TIER, attempt.tier().name());
        attributes.put("cascadeflow.accepted", Boolean.toString(attempt.accepted()));
        attributes.put(REASON, attempt.reason().code().name().toLowerCase(Locale.ROOT));
        attributes.put(COST, attempt.result().cost().toString());
        confidence(attempt, attributes);
        if (attempt.result() instanceof Failed failed) {
            attributes.put("error.type", errorType(failed.failure()));
        }
        return attributes;
    }

    private static Map<String, String> attributes(Decision decision, @Nullable Attempt answer) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("cascadeflow.cascade", decision.cascade());
        attributes.put("cascadeflow.decision.id", decision.id());
        attributes.put("cascadeflow.outcome", decision.outcome().toString());
        attributes.put(REASON, decision.reason().code().name().toLowerCase(Locale.ROOT));
        attributes.put(
                "cascadeflow.tiers",
                decision.attempts().stream()
                        .map(attempt -> attempt.tier().name())
                        .collect(Collectors.joining(">")));
        attributes.put(COST, decision.totalCost().toString());
        if (answer != null) {
            attributes.put(TIER, answer.tier().name());
            confidence(answer, attributes);
        }
        return attributes;
    }

    private static void confidence(Attempt attempt, Map<String, String> attributes) {
        if (attempt.result() instanceof Answered answered
                && answered.assessment().confidence() != null) {
            attributes.put(CONFIDENCE, answered.assessment().confidence().toString());
        }
    }

    /** The kind of a provider's failure, else the class: messages of others may hold anything. */
    static String errorType(Throwable failure) {
        return failure instanceof ProviderException error
                ? error.kind().name().toLowerCase(Locale.ROOT)
                : failure.getClass().getName();
    }
}

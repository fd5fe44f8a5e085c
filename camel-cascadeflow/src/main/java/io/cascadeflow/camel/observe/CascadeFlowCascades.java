package io.cascadeflow.camel.observe;

import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Decision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The cascades of a Camel context, for operators: what they are, what they did since the start, and this node's latest decisions.
 * Also in JMX. Safe to share between threads.
 */
@ManagedResource(description = "CascadeFlow cascades")
public final class CascadeFlowCascades extends ServiceSupport implements StaticService {

    /** How many decisions are remembered. */
    public static final int MOST_DECISIONS = 200;

    private static final int MOST_CASCADES = 500;

    private final Map<String, ObservedCascade> cascades = new ConcurrentHashMap<>();
    private final Deque<Decision> latest = new ArrayDeque<>();

    /**
     * Those of a Camel context.
     *
     * @throws IllegalStateException when its cascadeflow component is not started
     */
    public static CascadeFlowCascades in(CamelContext context) {
        CascadeFlowCascades cascades = context.hasService(CascadeFlowCascades.class);
        if (cascades == null) {
            throw new IllegalStateException("the cascadeflow component is not started: start the Camel context first");
        }
        return cascades;
    }

    /** Of two with one name, and routes can make names up, the newer one is shown; both are counted. */
    void runs(Cascade cascade) {
        observed(cascade).ifPresent(known -> known.runs(cascade));
    }

    void decided(DecidedRun run) {
        observed(run.cascade()).ifPresent(known -> known.decided(run));
        synchronized (latest) {
            latest.addFirst(run.decision());
            if (latest.size() > MOST_DECISIONS) {
                latest.removeLast();
            }
        }
    }

    private Optional<ObservedCascade> observed(Cascade cascade) {
        ObservedCascade known = cascades.get(cascade.name());
        if (known == null && cascades.size() < MOST_CASCADES) {
            known = cascades.computeIfAbsent(cascade.name(), name -> new ObservedCascade(cascade));
        }
        return Optional.ofNullable(known);
    }

    /** What each is and did, by name. */
    public List<CascadeSummary> summaries() {
        return cascades.values().stream()
                .map(ObservedCascade::summary)
                .sorted(Comparator.comparing(CascadeSummary::name))
                .toList();
    }

    /** The latest decisions that are asked for, newest first. */
    public List<Decision> latest(Predicate<Decision> which, int most) {
        List<Decision> all;
        synchronized (latest) {
            all = new ArrayList<>(latest);
        }
        return all.stream().filter(which).limit(most).toList();
    }

    @ManagedAttribute(description = "The cascades that are ready to be run, with their tiers")
    public Map<String, String> getTiers() {
        return byName(CascadeSummary::tiersInWords);
    }

    @ManagedAttribute(description = "Questions since the start, by cascade")
    public Map<String, Long> getCalls() {
        return byName(CascadeSummary::calls);
    }

    @ManagedAttribute(description = "Tiers that were asked because the one before them was not good enough, by cascade")
    public Map<String, Long> getEscalations() {
        return byName(CascadeSummary::escalations);
    }

    @ManagedAttribute(description = "What all attempts cost together, in US dollars, by cascade")
    public Map<String, String> getTotalCost() {
        return byName(CascadeSummary::totalCostUsd);
    }

    private <T> Map<String, T> byName(Function<CascadeSummary, T> part) {
        Map<String, T> parts = new LinkedHashMap<>();
        summaries().forEach(summary -> parts.put(summary.name(), part.apply(summary)));
        return parts;
    }
}

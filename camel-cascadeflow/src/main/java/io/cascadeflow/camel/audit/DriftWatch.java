package io.cascadeflow.camel.audit;

import io.cascadeflow.audit.DriftAlarm;
import io.cascadeflow.audit.DriftMonitor;
import io.cascadeflow.audit.Fallback;
import io.cascadeflow.audit.OnDrift;
import io.cascadeflow.camel.CascadeSetup;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the gates of a Camel context's cascades, and keeps what alarms have led to. Safe to share between threads. */
final class DriftWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
    /** More than any context has, unless cascades are named by messages. */
    private static final int MOST_TIERS = 1000;

    private final CamelContext context;
    private final Map<Key, Watched> tiers = new ConcurrentHashMap<>();
    private final LongAdder alarms = new LongAdder();

    private record Key(String cascade, String tier) {
        @Override
        public String toString() {
            return cascade + "/" + tier;
        }
    }

    private static final class Watched {

        private final DriftMonitor monitor;
        private Fallback fallback = Fallback.NONE;

        Watched(DriftMonitor monitor) {
            this.monitor = monitor;
        }

        synchronized Fallback fallback() {
            return fallback;
        }

        synchronized void alarmed(DriftAlarm alarm, OnDrift onDrift) {
            fallback = fallback.after(alarm, onDrift);
        }

        /** Whether there was anything to take back. */
        synchronized boolean reset() {
            boolean any = !fallback.equals(Fallback.NONE);
            fallback = Fallback.NONE;
            return any;
        }
    }

    DriftWatch(CamelContext context) {
        this.context = context;
    }

    /** The cascade with its drafts' thresholds raised where alarms have led to that; the same one where none has. */
    Cascade now(Cascade cascade) {
        if (alarms.sum() == 0) {
            return cascade;
        }
        List<Tier> now = new ArrayList<>();
        for (Tier tier : cascade.tiers()) {
            boolean isLast = now.size() == cascade.tiers().size() - 1;
            Watched watched = tiers.get(new Key(cascade.name(), tier.name()));
            now.add(watched == null || isLast ? tier : watched.fallback().applied(tier));
        }
        return new Cascade(cascade.name(), now, cascade.whenExhausted());
    }

    /** Looks at every draft that a gate judged. */
    void judged(EndedRun run) {
        for (Attempt attempt : run.finish().state().attempts()) {
            Watched watched = watched(run.setup(), attempt.tier().name());
            if (watched != null) {
                tell(run, attempt.tier().name(), watched, judged(run, attempt, watched.monitor));
            }
        }
    }

    private static List<DriftAlarm> judged(EndedRun run, Attempt attempt, DriftMonitor monitor) {
        if (attempt.result() instanceof Failed) {
            return List.of();
        }
        Assessment seen = attempt.result() instanceof Answered answered ? answered.assessment() : null;
        if (seen == null || run.givesUp()) {
            return monitor.decided(seen == null ? null : seen.confidence());
        }
        return monitor.judged(seen.confidence(), seen.signals());
    }

    void audited(EndedRun run, String tier, double wrong) {
        Watched watched = watched(run.setup(), tier);
        if (watched != null) {
            tell(run, tier, watched, watched.monitor.audited(wrong));
        }
    }

    private void tell(EndedRun run, String tier, Watched watched, List<DriftAlarm> raised) {
        OnDrift onDrift = run.setup().audit().onDrift();
        // one step for what one window shows, however many signals show it
        raised.stream().findFirst().ifPresent(first -> watched.alarmed(first, onDrift));
        for (DriftAlarm alarm : raised) {
            alarms.increment();
            DriftEvent event = new DriftEvent(context, run.cascade(), tier, alarm, onDrift);
            LOG.warn("{}", event);
            event.publish();
        }
    }

    /** Null for a tier whose gate says nothing of what it was fitted on, and for the last. */
    private @Nullable Watched watched(CascadeSetup setup, String name) {
        List<Tier> all = setup.cascade().tiers();
        Tier tier = setup.stepsOf(name).tier();
        Gate gate = setup.stepsOf(name).gate();
        Double threshold = tier.acceptAbove();
        if (gate == null || threshold == null || all.get(all.size() - 1).name().equals(name)) {
            return null;
        }
        Key key = new Key(setup.cascade().name(), name);
        Watched known = tiers.get(key);
        if (known != null || tiers.size() >= MOST_TIERS) {
            return known;
        }
        Double maxRegret = gate.certifiedRegret(threshold);
        return gate.reference().isEmpty() && maxRegret == null
                ? null
                : tiers.computeIfAbsent(
                        key, fresh -> new Watched(new DriftMonitor(gate.reference(), threshold, maxRegret)));
    }

    long alarms() {
        return alarms.sum();
    }

    /** What alarms have led to, by cascade and tier; empty while all is as configured. */
    Map<String, String> fallbacks() {
        Map<String, String> all = new TreeMap<>();
        tiers.forEach((key, watched) -> {
            Fallback fallback = watched.fallback();
            if (fallback.closed() || fallback.steps() > 0) {
                String effect = fallback.closed() ? "closed" : "raised " + fallback.steps() + " times";
                all.put(key.toString(), effect + ": " + fallback.why());
            }
        });
        return all;
    }

    /** An operator has looked: thresholds are as configured again. False when there is no such cascade with a fall-back. */
    boolean reset(String cascade) {
        boolean any = false;
        for (Map.Entry<Key, Watched> entry : tiers.entrySet()) {
            if (entry.getKey().cascade().equals(cascade)) {
                any |= entry.getValue().reset();
            }
        }
        return any;
    }
}

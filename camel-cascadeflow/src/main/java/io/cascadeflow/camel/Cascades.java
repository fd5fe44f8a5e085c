package io.cascadeflow.camel;

import io.cascadeflow.audit.AuditPlan;
import io.cascadeflow.camel.budget.Accounting;
import io.cascadeflow.camel.budget.BudgetReferences;
import io.cascadeflow.camel.budget.Payers;
import io.cascadeflow.camel.budget.Terms;
import io.cascadeflow.camel.config.CascadeConfiguration;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.config.TierConfiguration;
import io.cascadeflow.camel.policy.CascadeFlowPolicies;
import io.cascadeflow.camel.policy.Subjects;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Cascade.WhenExhausted;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Makes producers for {@code cascadeflow:cascade:name}: of the configuration, or of tiers named on the spot. Knows those that
 * live, for a change of the configuration. Thread-safe.
 */
final class Cascades {

    private final Accounting accounting;
    private final Gates gates;
    private final Providers providers;
    private final Set<LiveCascade> live = new LinkedHashSet<>();

    Cascades(Accounting accounting, Gates gates, Providers providers) {
        this.accounting = accounting;
        this.gates = gates;
        this.providers = providers;
    }

    /** @throws IllegalArgumentException when there is no such cascade or tier, or an option makes no sense */
    Producer producer(CascadeFlowEndpoint endpoint) {
        OptionChecks.ofCascade(endpoint);
        // what cannot be made is told now, not when it starts
        make(endpoint, written(endpoint, accounting.expected().configuration()));
        return new LiveCascade(endpoint, this);
    }

    /** Who pays for calls that begin now. */
    Payers payers() {
        return accounting.payers();
    }

    /** From now on it is as it is configured. */
    synchronized void begin(LiveCascade cascade) {
        cascade.prepare(accounting.expected());
        live.add(cascade);
    }

    synchronized void end(LiveCascade cascade) {
        live.remove(cascade);
    }

    /**
     * Has everything ready for another configuration, then takes it over; or leaves everything as it is.
     *
     * @throws IllegalArgumentException when it does not have what endpoints and cascades need
     */
    synchronized void adopt(Configuration configuration) {
        Terms terms = accounting.prepare(configuration);
        accounting.preparing(terms, () -> prepare(terms));
        accounting.adopt(terms);
        List.copyOf(live).forEach(LiveCascade::settle);
    }

    private void prepare(Terms terms) {
        List<LiveCascade> prepared = new ArrayList<>();
        try {
            for (LiveCascade each : List.copyOf(live)) {
                each.prepare(terms);
                prepared.add(each);
            }
        } catch (RuntimeException e) {
            prepared.forEach(each -> each.forget(terms));
            throw e;
        }
    }

    /** @throws IllegalArgumentException when the gate cannot be had, or a tier makes no sense */
    CascadeProducer make(CascadeFlowEndpoint endpoint, CascadeConfiguration cascade) {
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        String reference = options.getGate() != null ? options.getGate() : cascade.gateProfile();
        Gate gate = reference == null ? null : gates.find(reference);
        return new CascadeProducer(
                        endpoint,
                        toCascade(cascade, gate, reference),
                        cascade.tiers().stream()
                                .map(TierConfiguration::endpoints)
                                .toList(),
                        gate,
                        deadline(cascade, options),
                        budgets(cascade, options),
                        cascade.audit())
                .weighing(cascade.objective())
                .keeping(cascade.cache());
    }

    /** The rules that hold now, and the cascades that are configured now, also those that nobody has run yet. */
    CascadeFlowPolicies.Now now(CamelContext context) {
        Terms terms = accounting.terms();
        Map<String, Subjects> all = new LinkedHashMap<>();
        terms.configuration()
                .cascades()
                .forEach((name, cascade) -> all.put(name, (exchange, policies) -> {
                    String reference = cascade.gateProfile();
                    Gate gate = reference == null ? null : gates.find(reference);
                    return Rungs.subject(
                            toCascade(cascade, gate, reference), Rungs.of(cascade, context, policies), exchange);
                }));
        return new CascadeFlowPolicies.Now(terms.payers().policies(), all);
    }

    /** An option cannot lift what the configuration says: all hold. */
    private static List<String> budgets(CascadeConfiguration cascade, CascadeFlowConfiguration options) {
        List<String> own =
                options.getBudget() == null ? List.of() : BudgetReferences.parse("option budget", options.getBudget());
        return Stream.concat(cascade.budgets().stream(), own.stream())
                .distinct()
                .toList();
    }

    /** The cascade as it is run: thresholds of drafts keep the bound on regret, and drafts are skipped, as configured. */
    private static Cascade toCascade(CascadeConfiguration configured, @Nullable Gate gate, @Nullable String reference) {
        Cascade written = configured.toCascade();
        List<Tier> tiers = new ArrayList<>();
        for (TierConfiguration tier : configured.tiers()) {
            Tier asWritten = written.tiers().get(tiers.size());
            boolean draft = tiers.size() < written.tiers().size() - 1;
            try {
                tiers.add(draft ? rulesOf(configured, tier, reference).applyTo(asWritten, gate) : asWritten);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "cascade '%s': tier '%s': %s".formatted(configured.name(), tier.name(), e.getMessage()), e);
            }
        }
        return new Cascade(written.name(), tiers, written.whenExhausted());
    }

    private static DraftRules rulesOf(
            CascadeConfiguration configured, TierConfiguration tier, @Nullable String reference) {
        return new DraftRules(configured.regret(), configured.worth(), tier.skipBelow(), reference);
    }

    private static Duration deadline(CascadeConfiguration cascade, CascadeFlowConfiguration options) {
        Duration timeout = Duration.ofMillis(options.getRequestTimeout());
        Duration own = cascade.deadline();
        return own != null && own.compareTo(timeout) < 0 ? own : timeout;
    }

    /**
     * The cascade that an endpoint asks, as it is configured there.
     *
     * @throws IllegalArgumentException when there is no such cascade or tier
     */
    CascadeConfiguration written(CascadeFlowEndpoint endpoint, Configuration configuration) {
        return cascade(endpoint.modelName(), endpoint.getConfiguration(), configuration.cascades());
    }

    private CascadeConfiguration cascade(
            String name, CascadeFlowConfiguration options, Map<String, CascadeConfiguration> configured) {
        CascadeConfiguration known = configured.get(name);
        String named = options.getTiers();
        if (known == null) {
            if (named == null) {
                throw new IllegalArgumentException(
                        "there is no cascade '%s' in the configuration, which has %s; add it under cascades, or name its tiers by the option tiers"
                                .formatted(name, configured.keySet()));
            }
            known = new CascadeConfiguration(
                    name, List.of(), null, null, null, null, WhenExhausted.FAIL, List.of(), AuditPlan.NONE, null, null);
        }
        List<TierConfiguration> tiers = named == null ? known.tiers() : named(named, known.tiers());
        return new CascadeConfiguration(
                name,
                withThreshold(tiers, options.getAcceptAbove()),
                known.gateProfile(),
                known.regret(),
                known.worth(),
                known.deadline(),
                known.whenExhausted(),
                known.budgets(),
                known.audit(),
                known.objective(),
                known.cache());
    }

    private List<TierConfiguration> named(String tiers, List<TierConfiguration> known) {
        return Arrays.stream(tiers.split(","))
                .map(String::strip)
                .map(tier -> tier(tier, known))
                .toList();
    }

    /** A tier of the configuration by its name, else a model, else an endpoint. */
    private TierConfiguration tier(String tier, List<TierConfiguration> known) {
        for (TierConfiguration candidate : known) {
            if (candidate.name().equals(tier)) {
                return candidate;
            }
        }
        int colon = tier.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "option tiers: '%s' is neither a tier of the configuration (%s), nor a model such as openai:gpt-4o, nor an endpoint URI"
                            .formatted(
                                    tier,
                                    known.stream().map(TierConfiguration::name).toList()));
        }
        boolean model = providers.knows(tier.substring(0, colon));
        return new TierConfiguration(tier, model ? "cascadeflow:" + tier : tier, null);
    }

    /** The option speaks for drafts: not for the last tier, nor for tiers that have a threshold of their own. */
    private static List<TierConfiguration> withThreshold(List<TierConfiguration> tiers, @Nullable Double acceptAbove) {
        if (acceptAbove == null) {
            return tiers;
        }
        if (!(acceptAbove >= 0 && acceptAbove <= 1)) {
            throw new IllegalArgumentException("acceptAbove is %s; it is a confidence, 0 to 1".formatted(acceptAbove));
        }
        List<TierConfiguration> all = new ArrayList<>();
        for (TierConfiguration tier : tiers) {
            boolean draft = all.size() < tiers.size() - 1;
            all.add(draft && tier.acceptAbove() == null ? tier.withAcceptAbove(acceptAbove) : tier);
        }
        return all;
    }
}

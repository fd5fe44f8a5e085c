package io.cascadeflow.camel.config;

import io.cascadeflow.audit.AuditPlan;
import io.cascadeflow.audit.OnDrift;
import io.cascadeflow.camel.config.Tree.Entry;
import io.cascadeflow.camel.failover.TierEndpoints;
import io.cascadeflow.cascade.Cascade.WhenExhausted;
import io.cascadeflow.confidence.RegretBound;
import io.cascadeflow.confidence.SkipLimit;
import io.cascadeflow.confidence.Worth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code cascades}.
 *
 * @param problems where wrong values go
 * @param values reads single values
 * @param budgets has read the budgets that cascades may name
 */
record CascadesReader(Problems problems, Values values, BudgetsReader budgets) {

    private static final List<String> CASCADE_KEYS =
            List.of("tiers", "gate", "latency", "whenExhausted", "budget", "objective", "cache");
    private static final List<String> GATE_KEYS = List.of(
            "profile", "maxRegret", "atConfidence", "worth", "worthOfSecond", "auditShare", "auditJudge", "onDrift");
    private static final List<String> TIER_KEYS =
            List.of("name", "uri", "uris", "order", "weights", "failOverOnFilter", "acceptAbove", "skipBelow");

    Map<String, CascadeConfiguration> cascades(Tree tree) {
        Map<String, CascadeConfiguration> cascades = new LinkedHashMap<>();
        for (Entry entry : Section.entries(tree, problems)) {
            if (!values.isName(entry.place(), entry.key())) {
                continue;
            }
            cascades.put(entry.key(), cascade(entry.key(), entry.value()));
        }
        Circles circles = new Circles(cascades.values());
        Section.entries(tree, new Problems())
                .forEach(entry -> circles.through(entry.key())
                        .ifPresent(circle -> problems.add(
                                entry.place(),
                                "this cascade asks itself: %s; let one of their tiers ask something else",
                                String.join(" > ", circle))));
        return cascades;
    }

    private CascadeConfiguration cascade(String name, Tree tree) {
        Section section = Section.of(tree, CASCADE_KEYS, problems);
        LatencyReader latency = LatencyReader.of(section.get("latency"), problems, values);
        List<TierConfiguration> tiers = section.need("tiers").map(this::tiers).orElse(List.of()).stream()
                .map(latency::applyTo)
                .toList();
        Optional<Section> gate = section.get("gate").map(this::gate);
        Optional<String> profile = gate.flatMap(keys -> keys.get("profile")).flatMap(values::text);
        Optional<RegretBound> regret = gate.flatMap(group -> regret(group, tiers));
        Optional<Worth> worth = gate.flatMap(group -> worth(group, tiers));
        WhenExhausted whenExhausted =
                section.get("whenExhausted").flatMap(this::whenExhausted).orElse(WhenExhausted.FAIL);
        List<String> spends = section.get("budget").map(budgets::references).orElse(List.of());
        return new CascadeConfiguration(
                name,
                tiers,
                profile.orElse(null),
                regret.orElse(null),
                worth.orElse(null),
                latency.deadline(),
                whenExhausted,
                spends,
                gate.map(this::audit).orElse(AuditPlan.NONE),
                section.get("objective")
                        .flatMap(new WeightsReader(problems, values)::weights)
                        .orElse(null),
                section.get("cache")
                        .flatMap(new CacheReader(problems, values)::plan)
                        .orElse(null));
    }

    private Section gate(Tree tree) {
        if (tree instanceof Tree.Branch branch && branch.entries().isEmpty()) {
            problems.add(branch.place(), "the gate says nothing; give it a profile or an auditShare, or remove it");
        }
        return Section.of(tree, GATE_KEYS, problems);
    }

    private AuditPlan audit(Section gate) {
        double share = gate.get("auditShare").flatMap(this::share).orElse(0.0);
        Optional<String> judge = gate.get("auditJudge")
                .filter(tree -> values.holds(
                        tree, share > 0, "there is nothing to judge; set auditShare above 0 or remove auditJudge"))
                .flatMap(values::uri);
        OnDrift onDrift = gate.get("onDrift")
                .flatMap(tree -> values.word(tree, List.of("warn", "stricter", "large")))
                .map(OnDrift::of)
                .orElse(AuditPlan.NONE.onDrift());
        return new AuditPlan(share, judge.orElse(null), onDrift);
    }

    private Optional<Double> share(Tree tree) {
        return values.number(tree)
                .filter(share -> values.holds(
                        tree,
                        share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0,
                        "%s is no share; it is 0 to 1"))
                .map(BigDecimal::doubleValue);
    }

    private Optional<Worth> worth(Section gate, List<TierConfiguration> tiers) {
        Optional<Tree> worth = gate.get("worth");
        Optional<Tree> ofSecond = gate.get("worthOfSecond");
        if (worth.isEmpty()) {
            ofSecond.ifPresent(
                    tree -> problems.add(tree.place(), "worthOfSecond is weighed beside worth; write worth as well"));
            return Optional.empty();
        }
        values.holds(
                worth.get(),
                gate.get("profile").isPresent(),
                "what going on brings is known by a profile; write profile as well");
        values.holds(
                worth.get(),
                tiers.size() != 1,
                "worth decides whether to go on, and this cascade has one tier only; remove it, or add a tier");
        Optional<BigDecimal> answer = worth.flatMap(tree -> values.price(tree)
                .filter(usd -> values.holds(tree, usd.signum() > 0, "%s is worth nothing; give US dollars above 0")));
        Optional<BigDecimal> second =
                ofSecond.isEmpty() ? Optional.of(BigDecimal.ZERO) : ofSecond.flatMap(values::price);
        return answer.isEmpty() || second.isEmpty()
                ? Optional.empty()
                : Optional.of(new Worth(answer.get().doubleValue(), second.get().doubleValue()));
    }

    private Optional<RegretBound> regret(Section gate, List<TierConfiguration> tiers) {
        Optional<Tree> maxRegret = gate.get("maxRegret");
        Optional<Tree> atConfidence = gate.get("atConfidence");
        if (maxRegret.isEmpty()) {
            atConfidence.ifPresent(tree -> problems.add(
                    tree.place(), "atConfidence is how sure maxRegret has to be; write maxRegret as well"));
            return Optional.empty();
        }
        values.holds(
                maxRegret.get(),
                gate.get("profile").isPresent(),
                "regret is bounded by a profile's certificates; write profile as well");
        values.holds(
                maxRegret.get(),
                tiers.size() != 1,
                "regret is held against the next tier, and this cascade has one only; remove maxRegret, or add a tier");
        Optional<Double> regret = maxRegret.flatMap(values::share);
        Optional<Double> sure = atConfidence.isEmpty()
                ? Optional.of(RegretBound.USUAL_CONFIDENCE)
                : atConfidence.flatMap(values::share);
        return regret.isEmpty() || sure.isEmpty()
                ? Optional.empty()
                : Optional.of(new RegretBound(regret.get(), sure.get()));
    }

    private Optional<WhenExhausted> whenExhausted(Tree tree) {
        return values.word(tree, List.of("fail", "degrade"))
                .map(word -> WhenExhausted.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private List<TierConfiguration> tiers(Tree tree) {
        List<TierConfiguration> tiers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Tree> items = Section.items(tree, problems);
        for (Tree item : items) {
            Optional<TierConfiguration> tier = tier(item, names);
            tier.ifPresent(tiers::add);
            values.holds(
                    item,
                    item != items.get(items.size() - 1)
                            || tier.map(TierConfiguration::skipBelow).isEmpty(),
                    "the last tier answers for all others and is never skipped; remove skipBelow");
            values.holds(
                    item,
                    item != items.get(items.size() - 1)
                            || tier.map(TierConfiguration::endpoints)
                                    .filter(endpoints -> endpoints.uris().size() == 1
                                            && endpoints.plan().onFilter())
                                    .isEmpty(),
                    "there is nobody else to ask after the last tier; remove failOverOnFilter");
        }
        if (items.isEmpty() && tree instanceof Tree.Items) {
            problems.add(tree.place(), "a cascade needs at least one tier");
        }
        return tiers;
    }

    private Optional<TierConfiguration> tier(Tree tree, Set<String> names) {
        Section section = Section.of(tree, TIER_KEYS, problems);
        Optional<String> name = section.need("name").flatMap(value -> unique(value, names));
        Optional<TierEndpoints> endpoints = new EndpointsReader(problems, values).endpoints(section);
        Optional<Double> acceptAbove = section.get("acceptAbove").flatMap(values::confidence);
        Optional<SkipLimit> skipBelow = section.get("skipBelow").flatMap(values::skipLimit);
        return name.isEmpty() || endpoints.isEmpty()
                ? Optional.empty()
                : Optional.of(new TierConfiguration(
                        name.get(), endpoints.get(), acceptAbove.orElse(null), skipBelow.orElse(null)));
    }

    private Optional<String> unique(Tree tree, Set<String> names) {
        return values.name(tree).filter(name -> {
            boolean fresh = names.add(name);
            if (!fresh) {
                problems.add(
                        tree.place(), "two tiers of this cascade are named %s; give each its own name", tree.kind());
            }
            return fresh;
        });
    }
}

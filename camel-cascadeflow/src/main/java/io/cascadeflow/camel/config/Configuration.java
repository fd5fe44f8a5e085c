package io.cascadeflow.camel.config;

import io.cascadeflow.agent.run.RunRule;
import io.cascadeflow.camel.ConfigurationException;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.pricing.EnergyCatalog;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.pricing.Unpriced;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the operator configured, checked. Immutable: a changed file becomes a new one, or is rejected whole.
 *
 * @param models prices of the operator's own, in the order written
 * @param unpriced what becomes of models without a price
 * @param cascades by name, in the order written
 * @param budgets in the order written, no two of one name
 * @param signals of the user's own, in the order written
 * @param ledger where holds and costs are recorded; absent when it is not configured
 * @param recorder what records live traffic; absent when nothing does
 * @param audit where decisions are put on record; absent when nowhere
 * @param tags what the operator says about models, such as {@code eu}; of models without a tag nothing
 * @param policy the rules that every call is under
 * @param runs what holds for runs, in the order written, no two of one name
 * @param classify how questions are classified for them
 * @param gateway how the cascades are served to clients of other APIs, where a gateway is started
 * @param energy what models take: the shipped figures with the operator's on top
 */
public record Configuration(
        Map<ModelId, ModelPrice> models,
        Unpriced unpriced,
        Map<String, CascadeConfiguration> cascades,
        List<BudgetConfiguration> budgets,
        List<SignalConfiguration> signals,
        @Nullable LedgerConfiguration ledger,
        @Nullable RecorderConfiguration recorder,
        @Nullable AuditConfiguration audit,
        Map<ModelId, Set<String>> tags,
        Policy policy,
        List<RunRule> runs,
        ClassifyConfiguration classify,
        GatewayConfiguration gateway,
        EnergyCatalog energy) {

    /** Nothing configured. */
    public static final Configuration EMPTY = new Configuration(
            Map.of(),
            Unpriced.REFUSE,
            Map.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            Map.of(),
            Policy.NONE,
            List.of(),
            ClassifyConfiguration.DEFAULT,
            GatewayConfiguration.DEFAULT,
            EnergyCatalog.shipped());

    private static final List<String> KEYS = List.of(
            "models",
            "unpriced",
            "cascades",
            "budgets",
            "policies",
            "runs",
            "classify",
            "signals",
            "ledger",
            "recorder",
            "audit",
            "gateway",
            "gramsPerKwh");

    public Configuration {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        cascades = Collections.unmodifiableMap(new LinkedHashMap<>(cascades));
        budgets = List.copyOf(budgets);
        signals = List.copyOf(signals);
        tags = Map.copyOf(tags);
        runs = List.copyOf(runs);
    }

    /** The parts that are made once, when the component starts, and that another configuration has otherwise. */
    public List<String> fixedPartsUnlike(Configuration other) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("signals", signals.equals(other.signals));
        same.put("ledger", Objects.equals(ledger, other.ledger));
        same.put("recorder", Objects.equals(recorder, other.recorder));
        same.put("audit", Objects.equals(audit, other.audit));
        same.put("gateway", gateway.equals(other.gateway));
        return same.entrySet().stream()
                .filter(part -> !part.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Reads YAML or JSON. An empty text configures nothing.
     *
     * @param name the file's name, for messages
     * @param placeholders replaces {@code {{name}}} within values; may throw, which is then a problem with its place
     * @throws ConfigurationException with everything that is wrong
     */
    public static Configuration parse(String name, String text, UnaryOperator<String> placeholders) {
        Problems problems = new Problems();
        Optional<Tree> tree = YamlTree.parse(name, text, problems);
        return read(tree, placeholders, problems);
    }

    /**
     * Reads flat properties of the same schema: {@code cascades.support.tiers[0].name=small},
     * {@code models[openai:gpt-4.1].input=2}.
     *
     * @param placeholders as for {@link #parse}
     * @throws ConfigurationException with everything that is wrong
     */
    public static Configuration fromProperties(Map<String, String> properties, UnaryOperator<String> placeholders) {
        Problems problems = new Problems();
        Tree tree = PropertyTree.parse(properties, problems);
        return read(Optional.of(tree), placeholders, problems);
    }

    /**
     * The shipped prices with the operator's on top.
     *
     * @param clock says which day it is
     */
    public Pricing pricing(Clock clock) {
        return new Pricing(PriceCatalog.shipped(clock).with(models), unpriced);
    }

    private static Configuration read(Optional<Tree> tree, UnaryOperator<String> placeholders, Problems problems) {
        Configuration configuration = tree.map(root -> read(root, new Values(problems, placeholders), problems))
                .orElse(EMPTY);
        problems.throwIfAny();
        return configuration;
    }

    private static Configuration read(Tree root, Values values, Problems problems) {
        Section section = Section.of(root, KEYS, problems);
        ModelsReader models = new ModelsReader(problems, values);
        BudgetsReader budgets = new BudgetsReader(problems, values);
        List<BudgetConfiguration> configured =
                section.get("budgets").map(budgets::budgets).orElse(List.of());
        CascadesReader cascades = new CascadesReader(problems, values, budgets);
        SignalsReader signals = new SignalsReader(problems, values);
        LedgerReader ledger = new LedgerReader(problems, values);
        Map<ModelId, Set<String>> tags = section.get("models").map(models::tags).orElse(Map.of());
        Map<String, CascadeConfiguration> read =
                section.get("cascades").map(cascades::cascades).orElse(Map.of());
        // where something is wrong already, a tier may only be missing for that
        CascadeTiers tiers = CascadeTiers.of(problems.isEmpty() ? read : Map.of());
        Set<String> known = tags.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        PolicyReader policies = new PolicyReader(problems, values, known, tiers);
        RunsReader runs = new RunsReader(problems, values, known);
        return new Configuration(
                section.get("models").map(models::models).orElse(Map.of()),
                section.get("unpriced").map(models::unpriced).orElse(Unpriced.REFUSE),
                read,
                configured,
                section.get("signals").map(signals::signals).orElse(List.of()),
                section.get("ledger").map(ledger::ledger).orElse(null),
                section.get("recorder")
                        .map(new RecorderReader(problems, values)::recorder)
                        .orElse(null),
                section.get("audit")
                        .map(new AuditReader(problems, values)::audit)
                        .orElse(null),
                tags,
                section.get("policies").map(policies::policy).orElse(Policy.NONE),
                section.get("runs").map(runs::rules).orElse(List.of()),
                section.get("classify")
                        .map(new ClassifyReader(problems, values)::classify)
                        .orElse(ClassifyConfiguration.DEFAULT),
                section.get("gateway")
                        .map(new GatewayReader(problems, values, budgets)::gateway)
                        .orElse(GatewayConfiguration.DEFAULT),
                energy(section, new EnergyReader(problems, values)));
    }

    private static EnergyCatalog energy(Section section, EnergyReader reader) {
        EnergyCatalog catalog = section.get("models").map(reader::models).orElse(EnergyCatalog.shipped());
        return section.get("gramsPerKwh")
                .flatMap(reader::amount)
                .map(catalog::withGrams)
                .orElse(catalog);
    }
}

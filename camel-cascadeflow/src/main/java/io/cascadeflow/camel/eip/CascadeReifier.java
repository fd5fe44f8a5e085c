package io.cascadeflow.camel.eip;

import io.cascadeflow.audit.AuditPlan;
import io.cascadeflow.audit.OnDrift;
import io.cascadeflow.cache.CachePlan;
import io.cascadeflow.camel.CascadeRuntime;
import io.cascadeflow.camel.CascadeSetup;
import io.cascadeflow.camel.Deadlines;
import io.cascadeflow.camel.DraftRules;
import io.cascadeflow.camel.TierSteps;
import io.cascadeflow.camel.budget.BudgetReferences;
import io.cascadeflow.camel.stream.StreamedPieces;
import io.cascadeflow.cascade.Cascade.WhenExhausted;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.RegretBound;
import io.cascadeflow.confidence.SkipLimit;
import io.cascadeflow.confidence.Worth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.spi.IdAware;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.jspecify.annotations.Nullable;

/** Makes the processor of a cascade, and finds at start what is wrong with its options. */
final class CascadeReifier extends ProcessorReifier<CascadeDefinition> {

    private static final Pattern NOTHING = Pattern.compile("\\s*0{1,9}(h|m|s|ms)?\\s*");

    private final CascadeRuntime runtime;
    private final String name;
    private final RegretBounds bounds;
    private final WorthReader worths;

    private CascadeReifier(Route route, CascadeDefinition definition) {
        super(route, definition);
        runtime = CascadeRuntime.in(camelContext);
        name = getId(definition);
        bounds = new RegretBounds(definition, name, this::parseString);
        worths = new WorthReader(definition, name, this::parseString);
    }

    /** Tells Camel how to make cascades and tiers; doing so again changes nothing. */
    static void register() {
        registerReifier(CascadeDefinition.class, (route, node) -> new CascadeReifier(route, (CascadeDefinition) node));
        registerReifier(TierDefinition.class, (route, node) -> new TierReifier(route, (TierDefinition) node));
        registerReifier(OrToDefinition.class, OrToReifier::new);
    }

    @Override
    public Processor createProcessor() throws Exception {
        List<TierDefinition> enabled = enabledTiers();
        bounds.check(enabled.size());
        Worth worth = worths.read(enabled.size());
        List<TierSteps> tiers = new ArrayList<>();
        for (TierDefinition tier : enabled) {
            tiers.add(stepsOf(tier, worth, tiers.size() == enabled.size() - 1));
        }
        CascadeSetup setup = CascadeSetup.of(name, tiers, whenExhausted())
                .withDeadline(deadline())
                .withBudgets(budgets())
                .withAudit(audit())
                .withCache(cache());
        CascadeProcessor processor = new CascadeProcessor(camelContext, setup, runtime, streaming());
        processor.setDisabled(isDisabled(camelContext, definition));
        return processor;
    }

    private List<TierDefinition> enabledTiers() {
        List<TierDefinition> tiers = new ArrayList<>();
        for (ProcessorDefinition<?> output : definition.getOutputs()) {
            if (!(output instanceof TierDefinition tier)) {
                throw new IllegalArgumentException("cascade '%s' holds '%s' beside its tiers; put it into a tier"
                        .formatted(name, output.getShortName()));
            }
            if (!isDisabled(camelContext, tier)) {
                tiers.add(tier);
            }
        }
        return tiers;
    }

    private @Nullable Duration deadline() {
        String text = parseString(definition.getDeadline());
        return text == null ? null : Deadlines.duration("cascade '%s': deadline".formatted(name), text);
    }

    private @Nullable CachePlan cache() {
        String text = parseString(definition.getCache());
        if (text == null || NOTHING.matcher(text).matches()) {
            return null;
        }
        return CachePlan.inMemory(Deadlines.duration("cascade '%s': cache".formatted(name), text));
    }

    private List<String> budgets() {
        String text = parseString(definition.getBudget());
        return text == null ? List.of() : BudgetReferences.parse("cascade '%s': budget".formatted(name), text);
    }

    private @Nullable StreamedPieces streaming() {
        String text = parseString(definition.getStreaming());
        return text == null
                ? null
                : StreamedPieces.of(text)
                        .orElseThrow(
                                () -> new IllegalArgumentException("cascade '%s': streaming is '%s'; write one of %s"
                                        .formatted(name, text, StreamedPieces.words())));
    }

    private AuditPlan audit() {
        String share = parseString(definition.getAuditShare());
        String judge = parseString(definition.getAuditJudge());
        String onDrift = parseString(definition.getOnDrift());
        try {
            return new AuditPlan(
                    share == null ? 0 : share(share),
                    judge,
                    onDrift == null ? AuditPlan.NONE.onDrift() : OnDrift.of(onDrift));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cascade '%s': %s".formatted(name, e.getMessage()), e);
        }
    }

    private static double share(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("auditShare is '%s'; it is a share, 0 to 1: write 0.02".formatted(text));
        }
    }

    private TierSteps stepsOf(TierDefinition tier, @Nullable Worth worth, boolean last) throws Exception {
        String tierName = nameOf(tier);
        Double acceptAbove = thresholdOf(tier);
        if (tier.getOutputs().isEmpty()) {
            throw complaint(tierName, "has no steps; add the endpoint that asks its model");
        }
        String reference = parseString(tier.getGate() == null ? definition.getGate() : tier.getGate());
        Gate gate = reference == null ? null : gate(tierName, reference);
        RegretBound bound = bounds.of(tier, tierName, last);
        SkipLimit skipBelow = skipLimit(tier, tierName, last);
        Tier ruled = ruled(
                new Tier(tierName, acceptAbove),
                new DraftRules(bound, last ? null : worth, skipBelow, reference),
                gate);
        Predicate acceptWhen = tier.getAcceptWhen() == null ? null : createPredicate(tier.getAcceptWhen());
        return new TierSteps(
                ruled.withOnFilter(onFilter(tier, tierName, last)),
                processorOf(tier),
                acceptWhen,
                gate,
                isSingle(tier));
    }

    private Tier ruled(Tier written, DraftRules rules, @Nullable Gate gate) {
        try {
            return rules.applyTo(written, gate);
        } catch (IllegalArgumentException e) {
            throw complaint(written.name(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether all that it does is ask one endpoint of ours, or one that stands in for it. */
    private static boolean isSingle(TierDefinition tier) {
        long first = tier.getOutputs().stream()
                .filter(output -> !(output instanceof OrToDefinition))
                .count();
        return first == 1 && tier.getOutputs().stream().allMatch(CascadeReifier::isOurs);
    }

    private static boolean isOurs(ProcessorDefinition<?> step) {
        return step instanceof ToDefinition to
                && to.getEndpointUri() != null
                && to.getEndpointUri().startsWith("cascadeflow:");
    }

    private boolean onFilter(TierDefinition tier, String tierName, boolean last) {
        boolean onFilter = new FailOverOptions(tier, this::parseString).onFilter();
        if (onFilter && last && tier.getOutputs().stream().noneMatch(OrToDefinition.class::isInstance)) {
            throw complaint(tierName, "there is nobody else to ask; remove failOverOnFilter");
        }
        return onFilter;
    }

    private @Nullable SkipLimit skipLimit(TierDefinition tier, String tierName, boolean last) {
        if (last && tier.getSkipBelow() != null) {
            throw complaint(tierName, "the last tier answers for all others and is never skipped; remove skipBelow");
        }
        String text = parseString(tier.getSkipBelow());
        return text == null
                ? null
                : SkipLimit.of(text)
                        .orElseThrow(() -> complaint(
                                tierName,
                                "skipBelow is '%s'; it is a chance above 0 and below 1, or auto: write 0.1"
                                        .formatted(text)));
    }

    private AsyncProcessor processorOf(TierDefinition tier) throws Exception {
        withoutErrorHandler(tier);
        Processor processor;
        try {
            processor = createProcessor(tier);
        } catch (IllegalArgumentException e) {
            throw complaint(nameOf(tier), String.valueOf(e.getMessage()), e);
        }
        if (processor instanceof IdAware idAware) {
            idAware.setId(getId(tier));
        }
        if (processor instanceof RouteIdAware routeIdAware) {
            routeIdAware.setRouteId(route.getRouteId());
        }
        return AsyncProcessorConverterHelper.convert(wrapChannel(processor, tier, false));
    }

    /** The cascade deals with a tier's failure: a route's onException would answer it, or pay for it again. */
    private static void withoutErrorHandler(ProcessorDefinition<?> node) {
        if (node.getInheritErrorHandler() == null) {
            node.setInheritErrorHandler(false);
        }
        node.getOutputs().forEach(CascadeReifier::withoutErrorHandler);
    }

    private String nameOf(TierDefinition tier) {
        String tierName = parseString(tier.getName());
        if (tierName == null || tierName.isBlank()) {
            throw new IllegalArgumentException(
                    "cascade '%s': tier '%s' has no name; give it one".formatted(name, getId(tier)));
        }
        return tierName;
    }

    private @Nullable Double thresholdOf(TierDefinition tier) {
        String text = parseString(tier.getAcceptAbove());
        if (text == null) {
            return null;
        }
        double threshold;
        try {
            threshold = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            threshold = Double.NaN;
        }
        if (threshold >= 0 && threshold <= 1) {
            return threshold;
        }
        throw complaint(nameOf(tier), "acceptAbove is '%s'; it is a confidence, 0 to 1: write 0.75".formatted(text));
    }

    private Gate gate(String tier, String reference) {
        try {
            return runtime.gates().apply(reference);
        } catch (RuntimeException e) {
            throw complaint(tier, "gate: " + e.getMessage(), e);
        }
    }

    private WhenExhausted whenExhausted() {
        String text = parseString(definition.getWhenExhausted());
        if (text == null) {
            return WhenExhausted.FAIL;
        }
        for (WhenExhausted choice : WhenExhausted.values()) {
            if (choice.name().equals(text.toUpperCase(Locale.ROOT))) {
                return choice;
            }
        }
        throw new IllegalArgumentException(
                "cascade '%s': whenExhausted is '%s'; write fail or degrade".formatted(name, text));
    }

    private IllegalArgumentException complaint(String tier, String what) {
        return new IllegalArgumentException("cascade '%s': tier '%s': %s".formatted(name, tier, what));
    }

    private IllegalArgumentException complaint(String tier, String what, RuntimeException cause) {
        return new IllegalArgumentException("cascade '%s': tier '%s': %s".formatted(name, tier, what), cause);
    }
}

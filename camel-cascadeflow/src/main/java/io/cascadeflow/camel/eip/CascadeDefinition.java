package io.cascadeflow.camel.eip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Predicate;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.model.OutputNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.spi.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * The cascade in a route: asks the tiers in order until one gives an acceptable answer.
 *
 * <pre>{@code
 * cascade(from("direct:ask"))
 *     .budget("support")
 *     .tier("small").acceptAbove(0.75).to("cascadeflow:ollama:llama3.2")
 *     .tier("large").to("cascadeflow:openai:gpt-4o")
 *   .end();
 * }</pre>
 *
 * <p>What is added to it goes to its last tier. After the {@code end()} of an EIP inside a tier, Java has lost the type:
 * write such a tier as {@link #tier(String, Consumer)}, or go on with {@link #resume}.
 */
@Metadata(label = "eip,routing,ai")
public class CascadeDefinition extends ProcessorDefinition<CascadeDefinition> implements OutputNode {

    static {
        CascadeReifier.register();
    }

    private final List<ProcessorDefinition<?>> tiers;
    private @Nullable String gate;
    private @Nullable String maxRegret;
    private @Nullable String worth;
    private @Nullable String streaming;
    private @Nullable String worthOfSecond;
    private @Nullable String atConfidence;
    private @Nullable String whenExhausted;
    private @Nullable String deadline;
    private @Nullable String budget;
    private @Nullable String cache;
    private @Nullable String auditShare;
    private @Nullable String auditJudge;
    private @Nullable String onDrift;

    public CascadeDefinition() {
        tiers = new ArrayList<>();
    }

    protected CascadeDefinition(CascadeDefinition source) {
        super(source);
        tiers = ProcessorDefinitionHelper.deepCopyDefinitions(source.tiers);
        gate = source.gate;
        maxRegret = source.maxRegret;
        worth = source.worth;
        streaming = source.streaming;
        worthOfSecond = source.worthOfSecond;
        atConfidence = source.atConfidence;
        whenExhausted = source.whenExhausted;
        deadline = source.deadline;
        budget = source.budget;
        cache = source.cache;
        auditShare = source.auditShare;
        auditJudge = source.auditJudge;
        onDrift = source.onDrift;
    }

    /** Adds a cascade to {@code node}: a route, or whatever holds steps. */
    public static CascadeDefinition cascade(ProcessorDefinition<?> node) {
        CascadeDefinition cascade = new CascadeDefinition();
        node.addOutput(cascade);
        return cascade;
    }

    /** The cascade again, after the {@code end()} of an EIP inside one of its tiers. */
    public static CascadeDefinition resume(ProcessorDefinition<?> node) {
        for (ProcessorDefinition<?> found = node; found != null; found = found.getParent()) {
            if (found instanceof CascadeDefinition cascade) {
                return cascade;
            }
        }
        throw new IllegalArgumentException("resume: %s is not in a cascade; call it inside a tier".formatted(node));
    }

    @Override
    public CascadeDefinition copyDefinition() {
        return new CascadeDefinition(this);
    }

    public CascadeDefinition tier(String name) {
        addOutput(new TierDefinition(name));
        return this;
    }

    /** Adds a tier with all that {@code steps} adds to it. */
    public CascadeDefinition tier(String name, Consumer<TierDefinition> steps) {
        tier(name);
        steps.accept(lastTier("tier"));
        return this;
    }

    /** The last tier's answers are accepted at this confidence, 0 to 1, or above. */
    public CascadeDefinition acceptAbove(double confidence) {
        return acceptAbove(Double.toString(confidence));
    }

    /** The same, as text: {@code {{placeholder}}} works. */
    public CascadeDefinition acceptAbove(String confidence) {
        lastTier("acceptAbove").acceptAbove(confidence);
        return this;
    }

    /** Passes over the last tier when the chance that its answer will be accepted is below this, above 0 and below 1. */
    public CascadeDefinition skipBelow(double chance) {
        return skipBelow(Double.toString(chance));
    }

    /** The same, as text: {@code {{placeholder}}} works; {@code auto} is the price ratio that the gate's profile knows. */
    public CascadeDefinition skipBelow(String chance) {
        lastTier("skipBelow").skipBelow(chance);
        return this;
    }

    /** Another endpoint for what the {@code to} before asks: asked when that one does not answer. */
    public CascadeDefinition orTo(String uri) {
        lastTier("orTo").orTo(uri);
        return this;
    }

    /** The same. */
    public CascadeDefinition orTo(EndpointProducerBuilder endpoint) {
        lastTier("orTo").orTo(endpoint);
        return this;
    }

    /**
     * Which endpoint of the last tier is asked first: {@code inOrder}, the default, {@code weighted}, {@code leastLatency} or
     * {@code cheapest}.
     */
    public CascadeDefinition order(String order) {
        lastTier("order").order(order);
        return this;
    }

    /** How often each endpoint of the last tier is asked first, in the order in which they are written, as in {@code 3,1}. */
    public CascadeDefinition weights(String weights) {
        lastTier("weights").weights(weights);
        return this;
    }

    /** Asks another endpoint of the last tier also when a content filter blocked the question. */
    public CascadeDefinition failOverOnFilter() {
        lastTier("failOverOnFilter").failOverOnFilter();
        return this;
    }

    /** How much of the time that is left an endpoint of the last tier gets while another one could follow, above 0 up to 1. */
    public CascadeDefinition deadlineShare(double share) {
        lastTier("deadlineShare").deadlineShare(share);
        return this;
    }

    /**
     * Asks another endpoint of the last tier as well, when one has not answered after a duration such as {@code 2s}, or after
     * what 95 % of its answers took lately, {@code p95}.
     */
    public CascadeDefinition hedgeAfter(String wait) {
        lastTier("hedgeAfter").hedgeAfter(wait);
        return this;
    }

    /** The last tier's answers are accepted only if this holds. */
    public CascadeDefinition acceptWhen(Predicate condition) {
        lastTier("acceptWhen").acceptWhen(condition);
        return this;
    }

    /**
     * Judges answers: those of the last tier, or before the first tier those of all tiers that have no gate of their own.
     *
     * @param reference a bean, as {@code #name}, or the location of a gate profile
     */
    public CascadeDefinition gate(String reference) {
        if (tiers.isEmpty()) {
            setGate(reference);
        } else {
            lastTier("gate").gate(reference);
        }
        return this;
    }

    /**
     * Raises thresholds to where the gate's profile is certified to keep regret at or below this, above 0 and below 1: that of
     * the last tier, or before the first tier those of all drafts whose tiers do not say.
     */
    public CascadeDefinition maxRegret(double share) {
        return maxRegret(Double.toString(share));
    }

    /** The same, as text: {@code {{placeholder}}} works. */
    public CascadeDefinition maxRegret(String share) {
        if (tiers.isEmpty()) {
            setMaxRegret(share);
        } else {
            lastTier("maxRegret").maxRegret(share);
        }
        return this;
    }

    /** The probability with which {@link #maxRegret} must hold; 0.95 when nothing is said. */
    public CascadeDefinition atConfidence(double probability) {
        return atConfidence(Double.toString(probability));
    }

    /** The same, as text: {@code {{placeholder}}} works. */
    public CascadeDefinition atConfidence(String probability) {
        if (tiers.isEmpty()) {
            setAtConfidence(probability);
        } else {
            lastTier("atConfidence").atConfidence(probability);
        }
        return this;
    }

    /**
     * What a right answer is worth, in US dollars. A draft goes on exactly where the right answers to be expected from that are
     * worth more than the next answer's price; thresholds that are written hold as well.
     */
    public CascadeDefinition worth(double usd) {
        return worth(Double.toString(usd));
    }

    /** The same, as text: {@code {{placeholder}}} works. */
    public CascadeDefinition worth(String usd) {
        setWorth(usd);
        return this;
    }

    /** What a second less to wait is worth, in US dollars; weighed beside {@link #worth}. Nothing when not said. */
    public CascadeDefinition worthOfSecond(double usd) {
        return worthOfSecond(Double.toString(usd));
    }

    /** The same, as text: {@code {{placeholder}}} works. */
    public CascadeDefinition worthOfSecond(String usd) {
        setWorthOfSecond(usd);
        return this;
    }

    /**
     * Lets the route go on as soon as an answer begins that is sure to be given: the body is a stream of pieces of its text, or
     * of {@code events}. Nothing is shown that a tier might have to take back; but with {@code drafts} everything, and what is
     * taken back is told.
     *
     * @param pieces {@code text}, {@code events} or {@code drafts}
     */
    public CascadeDefinition streaming(String pieces) {
        setStreaming(pieces);
        return this;
    }

    /** The same with pieces of text. */
    public CascadeDefinition streaming() {
        return streaming("text");
    }

    /** What to do when no tier met its mark: {@code fail}, the default, or {@code degrade} to the best draft. */
    public CascadeDefinition whenExhausted(String whenExhausted) {
        setWhenExhausted(whenExhausted);
        return this;
    }

    /** How long a run may take before no further tier is asked, such as {@code 20s}. */
    public CascadeDefinition deadline(String deadline) {
        setDeadline(deadline);
        return this;
    }

    /**
     * A budget that all calls of the cascade must fit, beside those that apply to everything. Called several times, all hold.
     *
     * @param budget the name of a budget of the configuration, or an amount in US dollars such as {@code 0.05}; several are
     *     separated by commas
     */
    public CascadeDefinition budget(String budget) {
        setBudget(this.budget == null ? budget : this.budget + "," + budget);
        return this;
    }

    /**
     * Gives an accepted answer again, for so long, when the same tenant asks the same question under the same rules: in memory,
     * and without asking a model. Its tiers must ask models by {@code cascadeflow:} endpoints and do nothing else.
     *
     * @param maxAge such as {@code 10m}; {@code 0s} for not at all
     */
    public CascadeDefinition cache(String maxAge) {
        setCache(maxAge);
        return this;
    }

    /**
     * For so many of the accepted drafts, 0 to 1, the next tier is asked too, after the reply has gone out: to learn how often
     * they are wrong. What that costs is charged to the same budgets.
     */
    public CascadeDefinition auditShare(double share) {
        return auditShare(Double.toString(share));
    }

    /** The same, as text: {@code {{placeholder}}} works. */
    public CascadeDefinition auditShare(String share) {
        setAuditShare(share);
        return this;
    }

    /** The endpoint that scores an audited draft, 0 to 1. Without one the next tier's answer says whether it was right. */
    public CascadeDefinition auditJudge(String uri) {
        setAuditJudge(uri);
        return this;
    }

    /** What follows when a gate no longer fits its traffic: {@code stricter}, the default, {@code warn} or {@code large}. */
    public CascadeDefinition onDrift(String onDrift) {
        setOnDrift(onDrift);
        return this;
    }

    @Override
    public List<ProcessorDefinition<?>> getOutputs() {
        return tiers;
    }

    @Override
    public void addOutput(ProcessorDefinition<?> output) {
        if (output instanceof TierDefinition) {
            super.addOutput(output);
        } else {
            lastTier(output.getShortName()).addOutput(output);
        }
    }

    /** Names what was added last: a step of the last tier, that tier, or the cascade. */
    @Override
    public CascadeDefinition id(String id) {
        lastAdded().setId(id);
        return this;
    }

    @Override
    public CascadeDefinition description(String description) {
        lastAdded().setDescription(description);
        return this;
    }

    @Override
    public CascadeDefinition disabled(String disabled) {
        lastAdded().setDisabled(disabled);
        return this;
    }

    @Override
    public String getShortName() {
        return "cascade";
    }

    @Override
    public String getLabel() {
        return "cascade" + tiers.stream().map(ProcessorDefinition::getLabel).toList();
    }

    @Override
    public String toString() {
        return "Cascade" + tiers;
    }

    public @Nullable String getGate() {
        return gate;
    }

    public void setGate(@Nullable String gate) {
        this.gate = gate;
    }

    public @Nullable String getStreaming() {
        return streaming;
    }

    public void setStreaming(@Nullable String streaming) {
        this.streaming = streaming;
    }

    public @Nullable String getWorth() {
        return worth;
    }

    public void setWorth(@Nullable String worth) {
        this.worth = worth;
    }

    public @Nullable String getWorthOfSecond() {
        return worthOfSecond;
    }

    public void setWorthOfSecond(@Nullable String worthOfSecond) {
        this.worthOfSecond = worthOfSecond;
    }

    public @Nullable String getMaxRegret() {
        return maxRegret;
    }

    public void setMaxRegret(@Nullable String maxRegret) {
        this.maxRegret = maxRegret;
    }

    public @Nullable String getAtConfidence() {
        return atConfidence;
    }

    public void setAtConfidence(@Nullable String atConfidence) {
        this.atConfidence = atConfidence;
    }

    public @Nullable String getWhenExhausted() {
        return whenExhausted;
    }

    public void setWhenExhausted(@Nullable String whenExhausted) {
        this.whenExhausted = whenExhausted;
    }

    public @Nullable String getDeadline() {
        return deadline;
    }

    public void setDeadline(@Nullable String deadline) {
        this.deadline = deadline;
    }

    public @Nullable String getBudget() {
        return budget;
    }

    public void setBudget(@Nullable String budget) {
        this.budget = budget;
    }

    public @Nullable String getCache() {
        return cache;
    }

    public void setCache(@Nullable String cache) {
        this.cache = cache;
    }

    public @Nullable String getAuditShare() {
        return auditShare;
    }

    public void setAuditShare(@Nullable String auditShare) {
        this.auditShare = auditShare;
    }

    public @Nullable String getAuditJudge() {
        return auditJudge;
    }

    public void setAuditJudge(@Nullable String auditJudge) {
        this.auditJudge = auditJudge;
    }

    public @Nullable String getOnDrift() {
        return onDrift;
    }

    public void setOnDrift(@Nullable String onDrift) {
        this.onDrift = onDrift;
    }

    private ProcessorDefinition<?> lastAdded() {
        if (tiers.isEmpty()) {
            return this;
        }
        List<ProcessorDefinition<?>> steps = lastTier("").getOutputs();
        return steps.isEmpty() ? lastTier("") : steps.get(steps.size() - 1);
    }

    private TierDefinition lastTier(String before) {
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException(
                    "cascade: '%s' comes before the first tier; start one with tier(name)".formatted(before));
        }
        return (TierDefinition) tiers.get(tiers.size() - 1);
    }
}

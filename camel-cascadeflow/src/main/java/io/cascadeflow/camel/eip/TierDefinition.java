package io.cascadeflow.camel.eip;

import org.apache.camel.Predicate;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.model.ExpressionNodeHelper;
import org.apache.camel.model.ExpressionSubElementDefinition;
import org.apache.camel.model.OutputDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spi.Metadata;
import org.jspecify.annotations.Nullable;

/** A tier of a {@link CascadeDefinition}: the steps that ask a model, and what its answer must meet. */
@Metadata(label = "eip,routing,ai")
public class TierDefinition extends OutputDefinition<TierDefinition> {

    private @Nullable String name;
    private @Nullable String acceptAbove;
    private @Nullable ExpressionSubElementDefinition acceptWhen;
    private @Nullable String gate;
    private @Nullable String maxRegret;
    private @Nullable String atConfidence;
    private @Nullable String skipBelow;
    private @Nullable String order;
    private @Nullable String weights;
    private @Nullable String failOverOnFilter;
    private @Nullable String deadlineShare;
    private @Nullable String hedgeAfter;

    public TierDefinition() {}

    public TierDefinition(String name) {
        this.name = name;
    }

    protected TierDefinition(TierDefinition source) {
        super(source);
        name = source.name;
        acceptAbove = source.acceptAbove;
        acceptWhen = source.acceptWhen == null ? null : source.acceptWhen.copyDefinition();
        gate = source.gate;
        maxRegret = source.maxRegret;
        atConfidence = source.atConfidence;
        skipBelow = source.skipBelow;
        order = source.order;
        weights = source.weights;
        failOverOnFilter = source.failOverOnFilter;
        deadlineShare = source.deadlineShare;
        hedgeAfter = source.hedgeAfter;
    }

    @Override
    public TierDefinition copyDefinition() {
        return new TierDefinition(this);
    }

    /** Its answers are accepted at this confidence, 0 to 1, or above. */
    public TierDefinition acceptAbove(double confidence) {
        return acceptAbove(Double.toString(confidence));
    }

    /** The same, as text: {@code {{placeholder}}} works. */
    public TierDefinition acceptAbove(String confidence) {
        setAcceptAbove(confidence);
        return this;
    }

    /** Its answers are accepted only if this holds. */
    public TierDefinition acceptWhen(Predicate condition) {
        // as the language that it was written in, so that a dump of the route can show it
        setAcceptWhen(new ExpressionSubElementDefinition(ExpressionNodeHelper.toExpressionDefinition(condition)));
        return this;
    }

    /** Judges its answers: a bean, as {@code #name}, or the location of a gate profile. */
    public TierDefinition gate(String reference) {
        setGate(reference);
        return this;
    }

    /** Raises the threshold to where the gate's profile is certified to keep regret at or below this, above 0 and below 1. */
    public TierDefinition maxRegret(double share) {
        return maxRegret(Double.toString(share));
    }

    /** The same, as text: {@code {{placeholder}}} works. */
    public TierDefinition maxRegret(String share) {
        setMaxRegret(share);
        return this;
    }

    /** The probability with which {@link #maxRegret} must hold; 0.95 when nothing is said. */
    public TierDefinition atConfidence(double probability) {
        return atConfidence(Double.toString(probability));
    }

    /** The same, as text: {@code {{placeholder}}} works. */
    public TierDefinition atConfidence(String probability) {
        setAtConfidence(probability);
        return this;
    }

    /** Passes over this tier when the chance that its answer will be accepted is below this, above 0 and below 1. */
    public TierDefinition skipBelow(double chance) {
        return skipBelow(Double.toString(chance));
    }

    /** The same, as text: {@code {{placeholder}}} works; {@code auto} is the price ratio that the gate's profile knows. */
    public TierDefinition skipBelow(String chance) {
        setSkipBelow(chance);
        return this;
    }

    /** Another endpoint for what the {@code to} before asks: asked when that one does not answer. */
    public TierDefinition orTo(String uri) {
        addOutput(new OrToDefinition(uri));
        return this;
    }

    /** The same. */
    public TierDefinition orTo(EndpointProducerBuilder endpoint) {
        addOutput(new OrToDefinition(endpoint));
        return this;
    }

    /** Which of its endpoints is asked first: {@code inOrder}, {@code weighted}, {@code leastLatency} or {@code cheapest}. */
    public TierDefinition order(String order) {
        setOrder(order);
        return this;
    }

    /** How often each endpoint is asked first, in the order in which they are written, as in {@code 3,1}. */
    public TierDefinition weights(String weights) {
        setWeights(weights);
        return this;
    }

    /** Asks another endpoint also when a content filter blocked the question. */
    public TierDefinition failOverOnFilter() {
        setFailOverOnFilter("true");
        return this;
    }

    /** How much of the time that is left an endpoint gets while another one could follow, above 0 up to 1. */
    public TierDefinition deadlineShare(double share) {
        setDeadlineShare(Double.toString(share));
        return this;
    }

    /** Asks another endpoint as well after so long: a duration such as {@code 2s}, or {@code p95} of what answers take. */
    public TierDefinition hedgeAfter(String wait) {
        setHedgeAfter(wait);
        return this;
    }

    /** The cascade: the {@code end()} of an EIP in a tier leads back to it, as in a choice. */
    @Override
    public ProcessorDefinition<?> endParent() {
        return getParent();
    }

    @Override
    public String getShortName() {
        return "tier";
    }

    @Override
    public String getLabel() {
        return "tier[" + name + "]";
    }

    @Override
    public String toString() {
        return "Tier[%s -> %s]".formatted(name, getOutputs());
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getAcceptAbove() {
        return acceptAbove;
    }

    public void setAcceptAbove(@Nullable String acceptAbove) {
        this.acceptAbove = acceptAbove;
    }

    public @Nullable ExpressionSubElementDefinition getAcceptWhen() {
        return acceptWhen;
    }

    public void setAcceptWhen(@Nullable ExpressionSubElementDefinition acceptWhen) {
        this.acceptWhen = acceptWhen;
    }

    public @Nullable String getGate() {
        return gate;
    }

    public void setGate(@Nullable String gate) {
        this.gate = gate;
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

    public @Nullable String getSkipBelow() {
        return skipBelow;
    }

    public void setSkipBelow(@Nullable String skipBelow) {
        this.skipBelow = skipBelow;
    }

    public @Nullable String getOrder() {
        return order;
    }

    public void setOrder(@Nullable String order) {
        this.order = order;
    }

    public @Nullable String getWeights() {
        return weights;
    }

    public void setWeights(@Nullable String weights) {
        this.weights = weights;
    }

    public @Nullable String getFailOverOnFilter() {
        return failOverOnFilter;
    }

    public void setFailOverOnFilter(@Nullable String failOverOnFilter) {
        this.failOverOnFilter = failOverOnFilter;
    }

    public @Nullable String getDeadlineShare() {
        return deadlineShare;
    }

    public void setDeadlineShare(@Nullable String deadlineShare) {
        this.deadlineShare = deadlineShare;
    }

    public @Nullable String getHedgeAfter() {
        return hedgeAfter;
    }

    public void setHedgeAfter(@Nullable String hedgeAfter) {
        this.hedgeAfter = hedgeAfter;
    }
}

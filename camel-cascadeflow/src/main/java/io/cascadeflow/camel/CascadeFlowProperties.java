package io.cascadeflow.camel;

/** The exchange properties by which endpoints and cascades speak to each other and to the route. */
public final class CascadeFlowProperties {

    /** A {@link io.cascadeflow.confidence.Draft}: the answer that is in the body, as our endpoint or a nested cascade got it. */
    public static final String DRAFT = "CamelCascadeFlowDraft";

    /** A {@link io.cascadeflow.confidence.Assessment} of {@link #DRAFT}; it counts only while the body is still that draft's. */
    public static final String ASSESSMENT = "CamelCascadeFlowAssessment";

    /**
     * The {@link io.cascadeflow.pricing.Charge} of the last call: whose price it was, who determined it, and how far the
     * provider's own bill is from it.
     */
    public static final String CHARGE = "CamelCascadeFlowCharge";

    /**
     * A list of {@link io.cascadeflow.cascade.Decision}: those of all cascades that the exchange went through, in the order
     * in which they ended, so a nested one stands before the one around it. The list itself never changes; it is replaced.
     */
    public static final String TRACE = "CamelCascadeFlowTrace";

    /** True on the copy of an exchange by which a tier is asked about a draft that was accepted: nobody waits for it. */
    public static final String AUDIT = "CamelCascadeFlowAudit";

    /** The gate that will judge what an endpoint answers, and so says how many samples it takes. */
    public static final String JUDGING_GATE = "CamelCascadeFlowJudge";

    /**
     * An {@link io.cascadeflow.provider.ReplySink} that takes the answer piece by piece while it is asked for; set by a caller
     * that wants it. Everything else is as without it.
     */
    public static final String SINK = "CamelCascadeFlowSink";

    /**
     * A {@link java.util.concurrent.CompletableFuture}: when it completes, nobody wants the answer any more, and an endpoint of
     * ours cancels what it has under way for this exchange.
     */
    public static final String STOP = "CamelCascadeFlowStop";

    /**
     * A text: the id that the next cascade's decision has, which takes it away; without it, the cascade makes one up. For
     * callers that have told others the id already; it must be unique.
     */
    public static final String DECISION_ID = "CamelCascadeFlowNextDecisionId";

    /**
     * A list of exceptions: why endpoints did not answer, in the order in which they failed, of the last tier that was asked and
     * has several. Another one of them may have answered all the same.
     */
    public static final String FAILED_ENDPOINTS = "CamelCascadeFlowFailedEndpoints";

    /**
     * A list of texts: what was done otherwise than planned, so that the deadline is kept, in the last tier that was asked and has
     * several endpoints. Absent when nothing was.
     */
    public static final String HURRIED = "CamelCascadeFlowHurried";

    /** True on exchanges that bring records to the audit trail's endpoint: cascades on their way put nothing on record. */
    public static final String AUDIT_TRAIL = "CamelCascadeFlowAuditTrail";

    /** True where whoever runs the tools that answers ask for counts them in the run, so that nobody else does. */
    public static final String TOOLS_COUNTED = "CamelCascadeFlowToolsCounted";

    /** An {@link io.cascadeflow.agent.AgentRecord}: what the last agent did, step by step, without a word of what was said. */
    public static final String AGENT = "CamelCascadeFlowAgent";

    private CascadeFlowProperties() {}
}

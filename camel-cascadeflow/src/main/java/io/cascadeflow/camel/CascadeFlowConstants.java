package io.cascadeflow.camel;

import org.apache.camel.spi.Metadata;

/** The headers of cascadeflow endpoints and of the cascade EIP. */
public final class CascadeFlowConstants {

    // ---- in: what the route says about the call

    @Metadata(
            label = "producer in",
            description = "The run that the call belongs to; case-7>research is a run research within the run case-7",
            javaType = "String")
    public static final String RUN_ID = "CamelCascadeFlowRunId";

    @Metadata(label = "producer in", description = "The tenant on whose behalf the call is made", javaType = "String")
    public static final String TENANT = "CamelCascadeFlowTenant";

    @Metadata(
            label = "producer in",
            description = "The user on whose behalf the call is made; sent to providers that take a user's pseudonym",
            javaType = "String")
    public static final String USER = "CamelCascadeFlowUser";

    @Metadata(label = "producer in", description = "The project that the call is made for", javaType = "String")
    public static final String PROJECT = "CamelCascadeFlowProject";

    @Metadata(label = "producer in", description = "The subject of the question, such as law", javaType = "String")
    public static final String DOMAIN = "CamelCascadeFlowDomain";

    @Metadata(
            label = "producer in",
            description =
                    "How hard the question is, for the rules of the policy: trivial, simple, moderate, hard, expert,"
                            + " or a number 0 to 1",
            javaType = "String")
    public static final String COMPLEXITY = "CamelCascadeFlowComplexity";

    @Metadata(
            label = "producer in",
            description = "What the question is, for the rules of the policy, such as personal: a list, or words with"
                    + " commas between them",
            javaType = "Object")
    public static final String TAGS = "CamelCascadeFlowTags";

    @Metadata(
            label = "producer in",
            description =
                    "Texts that the answer should rest on: one, or a list; looked at by the ground signals only, and never sent."
                            + " Those that cascadeflow:retrieve put there are in the request as well",
            javaType = "Object")
    public static final String PASSAGES = "CamelCascadeFlowPassages";

    @Metadata(
            label = "producer in",
            description =
                    "cascadeflow:retrieve tells the endpoint that it asks: what passages have to belong to, by the"
                            + " option filter; absent without it",
            javaType = "String")
    public static final String RETRIEVAL_FILTER = "CamelCascadeFlowRetrievalFilter";

    @Metadata(
            label = "producer in",
            description = "cascadeflow:retrieve tells the endpoint that it asks: how many passages are wanted at most",
            javaType = "Integer")
    public static final String RETRIEVAL_TOP = "CamelCascadeFlowRetrievalTop";

    @Metadata(
            label = "producer in",
            description = "Instructions to put before the conversation, instead of the endpoint's systemMessage",
            javaType = "String")
    public static final String SYSTEM_MESSAGE = "CamelCascadeFlowSystemMessage";

    @Metadata(
            label = "producer in",
            description = "The most tokens to generate, instead of the endpoint's maxTokens",
            javaType = "Integer")
    public static final String MAX_TOKENS = "CamelCascadeFlowMaxTokens";

    @Metadata(
            label = "producer in",
            description = "The sampling temperature, instead of the endpoint's temperature",
            javaType = "Double")
    public static final String TEMPERATURE = "CamelCascadeFlowTemperature";

    @Metadata(
            label = "producer in",
            description = "When the caller stops waiting: a java.time.Instant, or a duration from now such as 20s",
            javaType = "Object")
    public static final String DEADLINE = "CamelCascadeFlowDeadline";

    @Metadata(label = "producer in", description = "The only tier to ask, by name", javaType = "String")
    public static final String FORCE_TIER = "CamelCascadeFlowForceTier";

    @Metadata(
            label = "producer in",
            description = "A key that makes the call idempotent at providers that support it",
            javaType = "String")
    public static final String IDEMPOTENCY_KEY = "CamelCascadeFlowIdempotencyKey";

    @Metadata(
            label = "producer in",
            description =
                    "cascadeflow:feedback: how good the answer of the decision was: good, bad, true, false, or a score"
                            + " from 0 to 1",
            javaType = "Object")
    public static final String FEEDBACK = "CamelCascadeFlowFeedback";

    // ---- out: what came of it

    @Metadata(label = "producer out", description = "The provider that answered", javaType = "String")
    public static final String PROVIDER = "CamelCascadeFlowProvider";

    @Metadata(label = "producer out", description = "The model that answered, as served", javaType = "String")
    public static final String MODEL = "CamelCascadeFlowModel";

    @Metadata(label = "producer out", description = "The model that was asked", javaType = "String")
    public static final String REQUESTED_MODEL = "CamelCascadeFlowRequestedModel";

    @Metadata(label = "producer out", description = "The tier that answered", javaType = "String")
    public static final String TIER = "CamelCascadeFlowTier";

    @Metadata(
            label = "producer out",
            description = "The tiers that were asked, in this order, joined by a greater-than sign",
            javaType = "String")
    public static final String TIERS = "CamelCascadeFlowTiers";

    @Metadata(
            label = "producer out",
            description = "How the cascade ended: accepted, escalated, degraded, rejected or failed",
            javaType = "String")
    public static final String OUTCOME = "CamelCascadeFlowOutcome";

    @Metadata(
            label = "producer out",
            description = "Probability, 0 to 1, that the answer is acceptable; absent when it could not be measured",
            javaType = "Double")
    public static final String CONFIDENCE = "CamelCascadeFlowConfidence";

    @Metadata(
            label = "producer out",
            description = "What was observed about the answer, by the signal's name",
            javaType = "java.util.Map<String, Double>")
    public static final String SIGNALS = "CamelCascadeFlowSignals";

    @Metadata(
            label = "producer out",
            description =
                    "Why the cascade ended so, what is wrong with the answer, or why its gate states no confidence",
            javaType = "String")
    public static final String REASON = "CamelCascadeFlowReason";

    @Metadata(
            label = "producer out",
            description =
                    "What the answer that is given cost, its further samples and measurements included, in US dollars",
            javaType = "java.math.BigDecimal")
    public static final String COST = "CamelCascadeFlowCost";

    @Metadata(
            label = "producer out",
            description = "What all attempts cost together, in US dollars: retries and discarded drafts included",
            javaType = "java.math.BigDecimal")
    public static final String TOTAL_COST = "CamelCascadeFlowTotalCost";

    @Metadata(
            label = "producer out",
            description = "What going straight to the last tier would have cost, in US dollars; absent when unknown",
            javaType = "java.math.BigDecimal")
    public static final String BASELINE_COST = "CamelCascadeFlowBaselineCost";

    @Metadata(
            label = "producer out",
            description =
                    "Baseline minus total cost, in US dollars: negative when the cascade lost; absent when unknown",
            javaType = "java.math.BigDecimal")
    public static final String SAVED_COST = "CamelCascadeFlowSavedCost";

    @Metadata(
            label = "producer out",
            description = "The least that any budget of the call has left, in US dollars; absent when none applies",
            javaType = "java.math.BigDecimal")
    public static final String BUDGET_REMAINING = "CamelCascadeFlowBudgetRemaining";

    @Metadata(
            label = "producer out",
            description = "The budgets that are used beyond their warning mark, by name, separated by commas; absent"
                    + " when none is",
            javaType = "String")
    public static final String BUDGET_WARNING = "CamelCascadeFlowBudgetWarning";

    @Metadata(
            label = "producer out",
            description =
                    "Prompt tokens that no cache was involved in; this and the other counts are of all calls that were made for the answer",
            javaType = "Long")
    public static final String INPUT_TOKENS = "CamelCascadeFlowInputTokens";

    @Metadata(label = "producer out", description = "Prompt tokens read from the provider's cache", javaType = "Long")
    public static final String CACHE_READ_TOKENS = "CamelCascadeFlowCacheReadTokens";

    @Metadata(label = "producer out", description = "Prompt tokens written to the provider's cache", javaType = "Long")
    public static final String CACHE_WRITE_TOKENS = "CamelCascadeFlowCacheWriteTokens";

    @Metadata(label = "producer out", description = "Generated tokens, reasoning included", javaType = "Long")
    public static final String OUTPUT_TOKENS = "CamelCascadeFlowOutputTokens";

    @Metadata(label = "producer out", description = "Generated tokens that were hidden reasoning", javaType = "Long")
    public static final String REASONING_TOKENS = "CamelCascadeFlowReasoningTokens";

    @Metadata(
            label = "producer out",
            description = "Whether the token numbers are estimates because the provider gave none",
            javaType = "Boolean")
    public static final String USAGE_ESTIMATED = "CamelCascadeFlowUsageEstimated";

    @Metadata(
            label = "producer out",
            description = "Why the model stopped: stop, length, tool_calls, content_filter, refusal, ...",
            javaType = "String")
    public static final String FINISH_REASON = "CamelCascadeFlowFinishReason";

    @Metadata(
            label = "producer out",
            description =
                    "Whether the answer was given before and comes from the cascade's cache; absent when a model was asked",
            javaType = "Boolean")
    public static final String CACHED = "CamelCascadeFlowCached";

    @Metadata(
            label = "producer out",
            description =
                    "How similar the question is that the answer from the cache was given to, above 0 up to 1; absent when it is the same question, or a model was asked",
            javaType = "Double")
    public static final String CACHE_SIMILARITY = "CamelCascadeFlowCacheSimilarity";

    @Metadata(
            label = "producer out",
            description =
                    "What the request needed and its model does not have, so that the answer was made without it:"
                            + " schema, logprobs, separated by commas; absent when nothing, and always without onUnsupported=degrade",
            javaType = "String")
    public static final String UNSUPPORTED = "CamelCascadeFlowUnsupported";

    @Metadata(
            label = "producer out",
            description = "Milliseconds from the call to the answer, retries included",
            javaType = "Long")
    public static final String LATENCY_MS = "CamelCascadeFlowLatencyMs";

    @Metadata(
            label = "producer out",
            description =
                    "Watt-hours that this call took, or all that the cascade asked, estimated by the catalog; absent when one of them is not known",
            javaType = "Double")
    public static final String ENERGY_WH = "CamelCascadeFlowEnergyWh";

    @Metadata(
            label = "producer out",
            description =
                    "Grams of CO2 of that energy, by the operator's grams for each kilowatt-hour; absent when one of them is not known",
            javaType = "Double")
    public static final String CO2_GRAMS = "CamelCascadeFlowCo2Grams";

    @Metadata(label = "producer out", description = "The id of the cascade's decision", javaType = "String")
    public static final String DECISION_ID = "CamelCascadeFlowDecisionId";

    @Metadata(
            label = "producer out",
            description = "How the run stands to which the call belongs: run, calls, toolCalls, cost, inputTokens,"
                    + " outputTokens, underWay, millis, left, actions; absent when no rule for runs is for it",
            javaType = "java.util.Map<String, Object>")
    public static final String RUN = "CamelCascadeFlowRun";

    @Metadata(
            label = "producer out",
            description = "cascadeflow:feedback: what became of it: joined, unknown, not-recorded or dropped",
            javaType = "String")
    public static final String FEEDBACK_RESULT = "CamelCascadeFlowFeedbackResult";

    @Metadata(
            label = "producer out",
            description =
                    "cascadeflow:retrieve: what came of it: source, state (found, empty, failed, timed-out), passages,"
                            + " duplicates, left, cut, characters, millis, failure (a class)",
            javaType = "java.util.Map<String, Object>")
    public static final String RETRIEVAL = "CamelCascadeFlowRetrieval";

    @Metadata(
            label = "producer out",
            description =
                    "What the answer cites of the passages that cascadeflow:retrieve found, each once: the ids, or the"
                            + " places of those without one; absent when citations are not asked for",
            javaType = "java.util.List<String>")
    public static final String CITATIONS = "CamelCascadeFlowCitations";

    @Metadata(
            label = "producer out",
            description =
                    "What is wrong with the answer's citations: none, where one is required, or unknown: and what was"
                            + " cited and not given; absent when nothing is",
            javaType = "String")
    public static final String CITATION_FAULT = "CamelCascadeFlowCitationFault";

    // ---- out: what the parts of a split, a multicast, ... came to under BudgetAggregationStrategy

    @Metadata(
            label = "producer out",
            description = "How many parts were answered; their bodies are what was merged",
            javaType = "Integer")
    public static final String PARTS_ANSWERED = "CamelCascadeFlowPartsAnswered";

    @Metadata(
            label = "producer out",
            description = "How many parts were refused because a budget was spent",
            javaType = "Integer")
    public static final String PARTS_REFUSED = "CamelCascadeFlowPartsRefused";

    @Metadata(
            label = "producer out",
            description = "How many parts were not sent because a budget was spent; absent when the number of parts is"
                    + " not known: a streaming split or a recipient list that ended early",
            javaType = "Integer")
    public static final String PARTS_NOT_SENT = "CamelCascadeFlowPartsNotSent";

    private CascadeFlowConstants() {}
}

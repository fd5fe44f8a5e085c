package io.cascadeflow.camel;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Options that mean something in the same places, by name. An option that is the component's own for all endpoints is for those
 * that it concerns, and not set by an endpoint. Immutable.
 */
record OptionGroup(Set<String> names) {

    /** The values of all options by name, as Camel has them generated. */
    private static final CascadeFlowEndpointConfigurer VALUES = new CascadeFlowEndpointConfigurer();

    /** What is asked of models, and how they are reached. */
    static final OptionGroup MODELS = of(
            "accessToken",
            "additionalBodyProperty",
            "additionalHeader",
            "api",
            "apiKey",
            "apiVersion",
            "baseUrl",
            "breaker",
            "breakerFailureRate",
            "breakerMinimumCalls",
            "breakerOpenFor",
            "breakerSlowCall",
            "budgetedMaxTokens",
            "chatModel",
            "concurrentCallWait",
            "deployment",
            "dimensions",
            "embeddingModel",
            "firstTokenTimeout",
            "history",
            "idleTimeout",
            "inputType",
            "jsonSchema",
            "judge",
            "logprobs",
            "maxConcurrentCalls",
            "maxRetries",
            "maxTokens",
            "onUnsupported",
            "operation",
            "outputClass",
            "project",
            "rateLimitAware",
            "reasoningEffort",
            "region",
            "retryBudget",
            "samplePrompt",
            "samples",
            "seed",
            "selfCheck",
            "selfStated",
            "source",
            "streamingChatModel",
            "systemMessage",
            "temperature",
            "topLogprobs",
            "topP",
            "transport");

    /** Of them what has no meaning for vectors. */
    static final OptionGroup ANSWERS = of(
            "api",
            "budgetedMaxTokens",
            "firstTokenTimeout",
            "history",
            "idleTimeout",
            "inputType",
            "jsonSchema",
            "judge",
            "logprobs",
            "maxTokens",
            "onUnsupported",
            "outputClass",
            "reasoningEffort",
            "samplePrompt",
            "samples",
            "seed",
            "selfCheck",
            "selfStated",
            "source",
            "systemMessage",
            "temperature",
            "topLogprobs",
            "topP");

    /** Of them what an agent makes its question with. */
    static final OptionGroup QUESTIONS = of(
            "inputType", "jsonSchema", "maxTokens", "reasoningEffort", "seed", "systemMessage", "temperature", "topP");

    /** Of them what a bean of a library has of its own: what it is asked is its library's affair. */
    static final OptionGroup REQUESTS = of(
            "accessToken",
            "additionalBodyProperty",
            "additionalHeader",
            "api",
            "apiKey",
            "apiVersion",
            "baseUrl",
            "deployment",
            "logprobs",
            "onUnsupported",
            "project",
            "rateLimitAware",
            "reasoningEffort",
            "region",
            "seed",
            "source",
            "topLogprobs",
            "transport");

    static final OptionGroup BEANS = of("chatModel", "streamingChatModel");

    static final OptionGroup CASCADES = of("acceptAbove", "tiers");

    static final OptionGroup RETRIEVAL = of(
            "citations",
            "emptyAnswer",
            "filter",
            "folder",
            "from",
            "index",
            "maxChars",
            "minScore",
            "onFailure",
            "retrievalTimeout",
            "top");

    static final OptionGroup AGENTS = of(
            "cascade",
            "confirm",
            "confirmFrom",
            "maxDepth",
            "maxRepeats",
            "maxSteps",
            "maxToolCalls",
            "memory",
            "memoryTurns",
            "parallelToolCalls",
            "toolRisk",
            "tools",
            "whenDenied",
            "whenStopped");

    static final OptionGroup TOOLS =
            of("confirmed", "description", "idempotent", "maxResult", "parameter", "parameters", "risk", "toolTimeout");

    /** @throws IllegalArgumentException when there is no such option: it would never be refused */
    OptionGroup {
        names = Collections.unmodifiableSet(new TreeSet<>(names));
        for (String name : names) {
            if (VALUES.getOptionType(name, false) == null) {
                throw new IllegalArgumentException("there is no option '%s'".formatted(name));
            }
        }
    }

    static OptionGroup of(String... names) {
        return new OptionGroup(Set.of(names));
    }

    OptionGroup and(String... more) {
        return and(of(more));
    }

    OptionGroup and(OptionGroup more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(more.names);
        return new OptionGroup(all);
    }

    OptionGroup without(OptionGroup others) {
        Set<String> left = new TreeSet<>(names);
        left.removeAll(others.names);
        return new OptionGroup(left);
    }

    /**
     * Refuses each that is set, for it would do nothing.
     *
     * @param where it belongs
     * @throws IllegalArgumentException naming the first and the way out
     */
    void refuse(CascadeFlowEndpoint endpoint, String where) {
        CascadeFlowEndpoint unset = new CascadeFlowEndpoint(
                endpoint.getEndpointUri(),
                endpoint.getComponent(),
                endpoint.getComponent().getDefaults());
        for (String name : names) {
            if (!Objects.equals(
                    VALUES.getOptionValue(endpoint, name, false), VALUES.getOptionValue(unset, name, false))) {
                throw new IllegalArgumentException("option %s is for %s; remove it here".formatted(name, where));
            }
        }
    }
}

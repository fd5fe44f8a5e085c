package io.cascadeflow.camel;

import io.cascadeflow.camel.CascadeFlowConfiguration.Operation;
import io.cascadeflow.camel.budget.BudgetReferences;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Refuses options that make no sense when the route starts, not when the first message comes. An option that is the
 * component's own for all endpoints is for those that it concerns.
 */
final class OptionChecks {

    /** Longer than any provider thinks, and short enough to count in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Map<String, Function<CascadeFlowConfiguration, @Nullable Object>> OF_CASCADES = Map.of(
            "tiers", CascadeFlowConfiguration::getTiers, "acceptAbove", CascadeFlowConfiguration::getAcceptAbove);

    private static final Map<String, Function<CascadeFlowConfiguration, @Nullable Object>> OF_MODELS = ofModels();

    private static final Map<String, Function<CascadeFlowConfiguration, @Nullable Object>> OF_RETRIEVAL = Map.ofEntries(
            Map.entry("from", CascadeFlowConfiguration::getFrom),
            Map.entry("folder", CascadeFlowConfiguration::getFolder),
            Map.entry("index", CascadeFlowConfiguration::getIndex),
            Map.entry("top", CascadeFlowConfiguration::getTop),
            Map.entry("minScore", CascadeFlowConfiguration::getMinScore),
            Map.entry("filter", CascadeFlowConfiguration::getFilter),
            Map.entry("maxChars", CascadeFlowConfiguration::getMaxChars),
            Map.entry("citations", CascadeFlowConfiguration::getCitations),
            Map.entry("onFailure", CascadeFlowConfiguration::getOnFailure),
            Map.entry("emptyAnswer", CascadeFlowConfiguration::getEmptyAnswer),
            Map.entry("retrievalTimeout", CascadeFlowConfiguration::getRetrievalTimeout));

    /** What has no meaning for vectors, of the options for models. */
    private static final Set<String> OF_ANSWERS = Set.of(
            "api",
            "budgetedMaxTokens",
            "firstTokenTimeout",
            "history",
            "idleTimeout",
            "inputType",
            "judge",
            "jsonSchema",
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

    private static final Map<String, Function<CascadeFlowConfiguration, @Nullable Object>> OF_BEANS = Map.of(
            "chatModel", CascadeFlowConfiguration::getChatModel,
            "streamingChatModel", CascadeFlowConfiguration::getStreamingChatModel);

    /** Of requests that are made here: what a bean is asked is its library's affair. */
    private static final List<String> NOT_OF_BEANS = List.of(
            "additionalBodyProperty",
            "additionalHeader",
            "accessToken",
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

    private OptionChecks() {}

    private static Map<String, Function<CascadeFlowConfiguration, @Nullable Object>> ofModels() {
        Map<String, Function<CascadeFlowConfiguration, @Nullable Object>> options = new TreeMap<>();
        options.put("additionalBodyProperty", CascadeFlowConfiguration::getAdditionalBodyProperty);
        options.put("additionalHeader", CascadeFlowConfiguration::getAdditionalHeader);
        options.put("accessToken", CascadeFlowConfiguration::getAccessToken);
        options.put("api", CascadeFlowConfiguration::getApi);
        options.put("apiKey", CascadeFlowConfiguration::getApiKey);
        options.put("apiVersion", CascadeFlowConfiguration::getApiVersion);
        options.put("baseUrl", CascadeFlowConfiguration::getBaseUrl);
        options.put("breaker", CascadeFlowConfiguration::isBreaker);
        options.put("breakerFailureRate", CascadeFlowConfiguration::getBreakerFailureRate);
        options.put("breakerMinimumCalls", CascadeFlowConfiguration::getBreakerMinimumCalls);
        options.put("breakerOpenFor", CascadeFlowConfiguration::getBreakerOpenFor);
        options.put("breakerSlowCall", CascadeFlowConfiguration::getBreakerSlowCall);
        options.put("maxConcurrentCalls", CascadeFlowConfiguration::getMaxConcurrentCalls);
        options.put("chatModel", CascadeFlowConfiguration::getChatModel);
        options.put("concurrentCallWait", CascadeFlowConfiguration::getConcurrentCallWait);
        options.put("rateLimitAware", CascadeFlowConfiguration::isRateLimitAware);
        options.put("retryBudget", CascadeFlowConfiguration::getRetryBudget);
        options.put("budgetedMaxTokens", CascadeFlowConfiguration::getBudgetedMaxTokens);
        options.put("deployment", CascadeFlowConfiguration::getDeployment);
        options.put("dimensions", CascadeFlowConfiguration::getDimensions);
        options.put("operation", CascadeFlowConfiguration::getOperation);
        options.put("embeddingModel", CascadeFlowConfiguration::getEmbeddingModel);
        options.put("firstTokenTimeout", CascadeFlowConfiguration::getFirstTokenTimeout);
        options.put("history", CascadeFlowConfiguration::getHistory);
        options.put("idleTimeout", CascadeFlowConfiguration::getIdleTimeout);
        options.put("inputType", CascadeFlowConfiguration::getInputType);
        options.put("judge", CascadeFlowConfiguration::getJudge);
        options.put("jsonSchema", CascadeFlowConfiguration::getJsonSchema);
        options.put("logprobs", CascadeFlowConfiguration::isLogprobs);
        options.put("maxRetries", CascadeFlowConfiguration::getMaxRetries);
        options.put("maxTokens", CascadeFlowConfiguration::getMaxTokens);
        options.put("onUnsupported", CascadeFlowConfiguration::getOnUnsupported);
        options.put("outputClass", CascadeFlowConfiguration::getOutputClass);
        options.put("project", CascadeFlowConfiguration::getProject);
        options.put("reasoningEffort", CascadeFlowConfiguration::getReasoningEffort);
        options.put("region", CascadeFlowConfiguration::getRegion);
        options.put("samplePrompt", CascadeFlowConfiguration::getSamplePrompt);
        options.put("samples", CascadeFlowConfiguration::getSamples);
        options.put("seed", CascadeFlowConfiguration::getSeed);
        options.put("selfCheck", CascadeFlowConfiguration::isSelfCheck);
        options.put("selfStated", CascadeFlowConfiguration::isSelfStated);
        options.put("source", CascadeFlowConfiguration::getSource);
        options.put("streamingChatModel", CascadeFlowConfiguration::getStreamingChatModel);
        options.put("systemMessage", CascadeFlowConfiguration::getSystemMessage);
        options.put("temperature", CascadeFlowConfiguration::getTemperature);
        options.put("topLogprobs", CascadeFlowConfiguration::getTopLogprobs);
        options.put("topP", CascadeFlowConfiguration::getTopP);
        options.put("transport", CascadeFlowConfiguration::getTransport);
        return options;
    }

    /** @throws IllegalArgumentException naming the option and the way out */
    static void ofProvider(CascadeFlowEndpoint endpoint) {
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        refuse(OF_CASCADES, endpoint, "cascadeflow:cascade:name only");
        refuse(OF_RETRIEVAL, endpoint, "cascadeflow:retrieve:name only");
        beans(endpoint);
        timeout(options);
        // the records refuse what is out of range
        new Sampling(options.getTemperature(), options.getTopP(), null, options.getSeed(), null, null, List.of());
        new Output(
                options.getMaxTokens(),
                ResponseFormat.TEXT,
                options.getReasoningEffort(),
                options.isLogprobs(),
                options.getTopLogprobs());
        budget(options);
        ResilienceOptions.rules(options);
        samples(options);
        selfStated(options);
        streaming(options);
        dimensions(options);
        if (options.getBudgetedMaxTokens() < 1) {
            throw new IllegalArgumentException(
                    "budgetedMaxTokens is %d; give 1 or more".formatted(options.getBudgetedMaxTokens()));
        }
        if (options.getMaxRetries() < 0 || options.getMaxRetries() > 10) {
            throw new IllegalArgumentException("maxRetries is %d; give 0 to 10".formatted(options.getMaxRetries()));
        }
    }

    /** @throws IllegalArgumentException naming the option and the way out */
    static void ofEmbeddings(CascadeFlowEndpoint endpoint) {
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        Map<String, Function<CascadeFlowConfiguration, @Nullable Object>> answers = new TreeMap<>(OF_MODELS);
        answers.keySet().retainAll(OF_ANSWERS);
        answers.put("gate", CascadeFlowConfiguration::getGate);
        answers.put("streaming", CascadeFlowConfiguration::isStreaming);
        answers.put("outputType", CascadeFlowConfiguration::getOutputType);
        refuse(answers, endpoint, "operation=chat");
        if (options.getDimensions() != null && options.getDimensions() < 1) {
            throw new IllegalArgumentException("dimensions is %d; give 1 or more".formatted(options.getDimensions()));
        }
    }

    private static void dimensions(CascadeFlowConfiguration options) {
        if (options.getOperation() == Operation.chat && options.getDimensions() != null) {
            throw new IllegalArgumentException(
                    "option dimensions is for vectors: set operation=embeddings, or remove it");
        }
    }

    private static void beans(CascadeFlowEndpoint endpoint) {
        String provider = endpoint.getProvider();
        if (!ModelBeans.PROVIDERS.contains(provider)) {
            refuse(OF_BEANS, endpoint, "cascadeflow:langchain4j and cascadeflow:spring-ai");
            return;
        }
        Map<String, Function<CascadeFlowConfiguration, @Nullable Object>> others = new TreeMap<>();
        NOT_OF_BEANS.forEach(name -> others.put(name, Objects.requireNonNull(OF_MODELS.get(name))));
        if (provider.equals(ModelBeans.SPRING_AI)) {
            others.put("streamingChatModel", CascadeFlowConfiguration::getStreamingChatModel);
        }
        refuse(others, endpoint, "other providers, and a bean has its own, set where it is made");
    }

    private static void streaming(CascadeFlowConfiguration options) {
        if (options.isStreaming() && (options.isSelfStated() || options.getOutputClass() != null)) {
            throw new IllegalArgumentException(
                    "streaming gives the answer as it comes, and selfStated or outputClass need all of it first; remove one of them");
        }
        duration("firstTokenTimeout", options.getFirstTokenTimeout());
        duration("idleTimeout", options.getIdleTimeout());
    }

    private static void selfStated(CascadeFlowConfiguration options) {
        boolean structured = options.getJsonSchema() != null || options.getOutputClass() != null;
        if (options.isSelfStated() && structured) {
            throw new IllegalArgumentException(
                    "selfStated adds a line to the answer, and jsonSchema or outputClass leaves no room for one; remove selfStated, or ask by selfCheck");
        }
    }

    private static void samples(CascadeFlowConfiguration options) {
        Integer samples = options.getSamples();
        if (samples != null && (samples < 1 || samples > SamplePrompts.MOST)) {
            throw new IllegalArgumentException("samples is %d; give 1 to %d".formatted(samples, SamplePrompts.MOST));
        }
        int last = SamplePrompts.of(options.getSamplePrompt()).keySet().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        if (samples != null && last > samples) {
            throw new IllegalArgumentException(
                    "samplePrompt.%d is for a sample that there is not: samples is %d; raise it, or remove the prompt"
                            .formatted(last, samples));
        }
    }

    /** @throws IllegalArgumentException naming the option and the way out */
    static void ofRetrieval(CascadeFlowEndpoint endpoint) {
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        Map<String, Function<CascadeFlowConfiguration, @Nullable Object>> others = new TreeMap<>(OF_MODELS);
        others.putAll(OF_CASCADES);
        others.put("budget", CascadeFlowConfiguration::getBudget);
        others.put("gate", CascadeFlowConfiguration::getGate);
        others.put("outputType", CascadeFlowConfiguration::getOutputType);
        others.put("requestTimeout", CascadeFlowConfiguration::getRequestTimeout);
        others.put("streaming", CascadeFlowConfiguration::isStreaming);
        refuse(others, endpoint, "models and cascades");
        range("top", options.getTop(), 1, Passages.MOST);
        range("maxChars", options.getMaxChars(), 200, Passages.MOST_CHARACTERS);
        duration("retrievalTimeout", options.getRetrievalTimeout());
        if (options.getFrom() != null && options.getFolder() != null) {
            throw new IllegalArgumentException("from and folder are two sources; give one of them");
        }
        if (options.getIndex() != null && options.getFolder() == null) {
            throw new IllegalArgumentException("index is where the index of a folder is written; give folder as well");
        }
        if (options.getMinScore() != null && options.getMinScore().isNaN()) {
            throw new IllegalArgumentException("minScore is not a number");
        }
    }

    private static void range(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is %d; give %d to %d".formatted(option, value, least, most));
        }
    }

    /** @throws IllegalArgumentException naming the option and the way out */
    static void ofCascade(CascadeFlowEndpoint endpoint) {
        refuse(OF_MODELS, endpoint, "the endpoints of the cascade's tiers");
        refuse(OF_RETRIEVAL, endpoint, "cascadeflow:retrieve:name only");
        if (endpoint.getConfiguration().getOutputType()
                        != endpoint.getComponent().getDefaults().getOutputType()
                && !endpoint.getConfiguration().isStreaming()) {
            throw new IllegalArgumentException(
                    "option outputType is for the endpoints of the cascade's tiers, unless streaming is set; remove it here");
        }
        timeout(endpoint.getConfiguration());
        budget(endpoint.getConfiguration());
    }

    private static void budget(CascadeFlowConfiguration options) {
        if (options.getBudget() != null) {
            BudgetReferences.parse("option budget", options.getBudget());
        }
    }

    private static void timeout(CascadeFlowConfiguration options) {
        duration("requestTimeout", options.getRequestTimeout());
    }

    private static void duration(String option, long millis) {
        if (millis < 1 || millis > LONGEST.toMillis()) {
            throw new IllegalArgumentException("%s is %d ms; give a duration such as 30s, at most %dh"
                    .formatted(option, millis, LONGEST.toHours()));
        }
    }

    private static void refuse(
            Map<String, Function<CascadeFlowConfiguration, @Nullable Object>> options,
            CascadeFlowEndpoint endpoint,
            String where) {
        CascadeFlowConfiguration defaults = endpoint.getComponent().getDefaults();
        options.forEach((name, value) -> {
            if (!Objects.equals(value.apply(endpoint.getConfiguration()), value.apply(defaults))) {
                throw new IllegalArgumentException("option %s is for %s; remove it here".formatted(name, where));
            }
        });
    }
}

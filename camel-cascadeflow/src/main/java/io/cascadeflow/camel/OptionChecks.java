package io.cascadeflow.camel;

import static io.cascadeflow.camel.OptionGroup.AGENTS;
import static io.cascadeflow.camel.OptionGroup.ANSWERS;
import static io.cascadeflow.camel.OptionGroup.BEANS;
import static io.cascadeflow.camel.OptionGroup.CASCADES;
import static io.cascadeflow.camel.OptionGroup.MODELS;
import static io.cascadeflow.camel.OptionGroup.QUESTIONS;
import static io.cascadeflow.camel.OptionGroup.REQUESTS;
import static io.cascadeflow.camel.OptionGroup.RETRIEVAL;
import static io.cascadeflow.camel.OptionGroup.TOOLS;

import io.cascadeflow.camel.CascadeFlowConfiguration.Operation;
import io.cascadeflow.camel.budget.BudgetReferences;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import java.time.Duration;
import java.util.List;

/** Refuses options that make no sense when the route starts, not when the first message comes. */
final class OptionChecks {

    /** Longer than any provider thinks, and short enough to count in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final String OF_AGENTS = "cascadeflow:agent:name only";
    private static final String OF_TOOLS = "cascadeflow:tool:name only";
    private static final String OF_RETRIEVAL = "cascadeflow:retrieve:name only";

    /** What all have that is asked, and nobody else. */
    private static final OptionGroup GENERAL =
            OptionGroup.of("budget", "gate", "outputType", "requestTimeout", "streaming");

    private OptionChecks() {}

    /** @throws IllegalArgumentException naming the option and the way out */
    static void ofAgent(CascadeFlowEndpoint endpoint) {
        MODELS.without(QUESTIONS)
                .and(CASCADES)
                .and("gate", "streaming")
                .refuse(endpoint, "what the agent asks, that is its cascade or the endpoints of its tiers");
        TOOLS.refuse(endpoint, OF_TOOLS);
        RETRIEVAL.refuse(endpoint, OF_RETRIEVAL);
        timeout(endpoint.getConfiguration());
        budget(endpoint.getConfiguration());
    }

    /** @throws IllegalArgumentException naming the option and the way out */
    static void ofTool(CascadeFlowEndpoint endpoint) {
        MODELS.and(CASCADES).and(RETRIEVAL).and(GENERAL).refuse(endpoint, "endpoints that are asked");
        AGENTS.refuse(endpoint, OF_AGENTS);
    }

    /** @throws IllegalArgumentException naming the option and the way out */
    static void ofProvider(CascadeFlowEndpoint endpoint) {
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        CASCADES.refuse(endpoint, "cascadeflow:cascade:name only");
        loop(endpoint);
        RETRIEVAL.refuse(endpoint, OF_RETRIEVAL);
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
        loop(endpoint);
        ANSWERS.and("gate", "streaming", "outputType").refuse(endpoint, "operation=chat");
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
            BEANS.refuse(endpoint, "cascadeflow:langchain4j and cascadeflow:spring-ai");
            return;
        }
        OptionGroup others = provider.equals(ModelBeans.SPRING_AI) ? REQUESTS.and("streamingChatModel") : REQUESTS;
        others.refuse(endpoint, "other providers, and a bean has its own, set where it is made");
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
        loop(endpoint);
        MODELS.and(CASCADES).and(GENERAL).refuse(endpoint, "models and cascades");
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
        MODELS.refuse(endpoint, "the endpoints of the cascade's tiers");
        loop(endpoint);
        RETRIEVAL.refuse(endpoint, OF_RETRIEVAL);
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

    /** What agents and tools have of their own. */
    private static void loop(CascadeFlowEndpoint endpoint) {
        AGENTS.refuse(endpoint, OF_AGENTS);
        TOOLS.refuse(endpoint, OF_TOOLS);
    }
}

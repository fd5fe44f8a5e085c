package io.cascadeflow.camel.springboot;

import io.cascadeflow.camel.CascadeFlowConfiguration;
import io.cascadeflow.camel.CascadeFlowConfiguration.Citing;
import io.cascadeflow.camel.CascadeFlowConfiguration.InputType;
import io.cascadeflow.camel.CascadeFlowConfiguration.OnFailure;
import io.cascadeflow.camel.CascadeFlowConfiguration.OnUnsupported;
import io.cascadeflow.camel.CascadeFlowConfiguration.Operation;
import io.cascadeflow.camel.CascadeFlowConfiguration.OutputType;
import io.cascadeflow.camel.CascadeFlowConfiguration.TransportKind;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The component's options as Spring Boot properties, one for each option of its catalog. Whatever is not set keeps the
 * component's own default.
 */
@ConfigurationProperties(prefix = "camel.component.cascadeflow")
public class CascadeFlowComponentConfiguration extends ComponentConfigurationPropertiesCommon {

    /**
     * cascadeflow:cascade only: the least confidence, 0 to 1, at which a draft of a tier without a threshold of
     * its own is accepted. Does not apply to the last tier
     */
    private @Nullable Double acceptAbove;

    /**
     * Which of the provider's protocols to speak: chat (Chat Completions) or responses (Responses), at providers of
     * OpenAI's protocol; of huggingface also tgi, the own protocol of a server of Text Generation Inference. Without it
     * chat, but responses for models that only it leads to
     */
    private @Nullable String api;

    /**
     * The version that the provider's address names: of azure the api-version, such as 2024-10-21, which also
     * chooses the address with the deployment in its path; of gemini and vertex the version in the path. Without it
     * the provider's own
     */
    private @Nullable String apiVersion;

    /**
     * The name under which the model is deployed at azure. Without it the model's own name; with it the model's
     * name stands for its price and its kind
     */
    private @Nullable String deployment;

    /**
     * The Google Cloud project whose models are asked at vertex. Without it GOOGLE_CLOUD_PROJECT
     */
    private @Nullable String project;

    /**
     * Where the model runs: a location of vertex or a region of bedrock. Without it the provider's usual
     * environment variables
     */
    private @Nullable String region;

    /**
     * A bearer token in place of a key, at azure (Microsoft Entra ID), vertex (OAuth) and bedrock. It is used as it
     * is and not renewed
     */
    private @Nullable String accessToken;

    /**
     * Where the provider listens, such as http://gpu1:8000/v1. Without it the provider's own address
     */
    private @Nullable String baseUrl;

    /**
     * Stops asking an endpoint that is down: after too many failed calls everybody is refused at once for a
     * while, then one call at a time finds out whether it is back. Endpoints with the same provider, address,
     * model and options share it
     */
    private @Nullable Boolean breaker;

    /**
     * The share of the last 20 calls, above 0 up to 1, that opens the breaker when they failed, or were slow
     */
    private @Nullable Double breakerFailureRate;

    /**
     * Before so many calls the breaker judges nothing, 1 to 20
     */
    private @Nullable Integer breakerMinimumCalls;

    /**
     * How long the breaker lets nobody through before a call finds out whether the endpoint is back
     */
    private @Nullable Duration breakerOpenFor;

    /**
     * A call that takes longer counts as slow for the breaker. 0: none does
     */
    private @Nullable Duration breakerSlowCall;

    /**
     * Lets the routing error handler have the exceptions of a consumer, such as a tool's, which are logged and
     * ignored otherwise
     */
    private @Nullable Boolean bridgeErrorHandler;

    /**
     * What each call must fit beside the budgets that apply to everything: the name of a budget of the configuration,
     * or an amount in US dollars such as 0.05; several are separated by commas
     */
    private @Nullable String budget;

    /**
     * The most tokens to generate when a budget applies and neither the request nor maxTokens says: a budget needs a
     * bound
     */
    private @Nullable Integer budgetedMaxTokens;

    /**
     * How long a request waits for its turn when maxConcurrentCalls are under way; then it fails as OVERLOADED.
     * 0: not at all
     */
    private @Nullable Duration concurrentCallWait;

    /**
     * The location of the configuration file with models and cascades, such as classpath:cascadeflow.yaml
     */
    private @Nullable String configuration;

    /**
     * The options that each endpoint starts from, when they are set together
     */
    private @Nullable CascadeFlowConfiguration defaults;

    /**
     * How a text body is read: text is a prompt; json is an OpenAI-shaped request; auto is json when the
     * Content-Type header says application/json, else text
     */
    private @Nullable InputType inputType;

    /**
     * A JSON Schema that the answer must fit: the schema itself, or its location such as
     * classpath:invoice.schema.json
     */
    private @Nullable String jsonSchema;

    /**
     * Whether the producer should be started lazy (on the first message). By starting lazy you can use this to
     * allow CamelContext and routes to startup in situations where a producer may otherwise fail during starting
     * and cause the route to fail being started. By deferring this startup to be lazy then the startup failure can
     * be handled during routing messages via Camel's routing error handlers. Beware that when the first message is
     * processed then creating and starting the producer may take a little time and prolong the total processing
     * time of the processing.
     */
    private @Nullable Boolean lazyStartProducer;

    /**
     * How many requests to the endpoint may be under way at once; further ones wait their turn without a
     * thread. 0: no limit
     */
    private @Nullable Integer maxConcurrentCalls;

    /**
     * How often a failed attempt is repeated when the failure is transient, 0 to 10
     */
    private @Nullable Integer maxRetries;

    /**
     * The most tokens to generate, hidden reasoning included. Without it the provider's default
     */
    private @Nullable Integer maxTokens;

    /**
     * A class that the answer's JSON is bound to; the body becomes an instance of it
     */
    private @Nullable Class<?> outputClass;

    /**
     * What the body becomes: text is the answer's text; reply is the whole ChatReply
     */
    private @Nullable OutputType outputType;

    /**
     * Heeds what replies say is left of the provider's rate limits: a call that would go over them waits
     * without a thread, or fails as RATE_LIMITED at once when its deadline comes first
     */
    private @Nullable Boolean rateLimitAware;

    /**
     * How long a reasoning model may think. Without it the provider's default
     */
    private @Nullable String reasoningEffort;

    /** How long to wait for the first piece of a streamed answer before the attempt counts as failed. */
    private @Nullable Duration firstTokenTimeout;

    /** How long a streamed answer may pause between pieces before the attempt counts as failed. */
    private @Nullable Duration idleTimeout;

    /** Whether exchanges go on as soon as an answer begins, with a body that gives it as it comes. */
    private @Nullable Boolean streaming;

    /**
     * The longest a call may take, retries and the pauses between them included. An earlier
     * CamelCascadeFlowDeadline wins
     */
    private @Nullable Duration requestTimeout;

    /**
     * Repeats the same draw at providers that can
     */
    private @Nullable Long seed;

    /**
     * Instructions to put before the conversation
     */
    private @Nullable String systemMessage;

    /**
     * Sampling temperature, 0 to 2. Without it the provider's default
     */
    private @Nullable Double temperature;

    /**
     * cascadeflow:cascade only: the tiers, in order, instead of those of the configuration. Each is a tier's name,
     * a model such as openai:gpt-4o, or an endpoint URI; separated by commas
     */
    private @Nullable String tiers;

    /**
     * Nucleus sampling, 0 to 1. Without it the provider's default
     */
    private @Nullable Double topP;

    /**
     * How HTTP is done: camel goes through Camel's http component, with its TLS, proxy and pool; jdk is
     * non-blocking, for thousands of calls in flight
     */
    private @Nullable TransportKind transport;

    /**
     * Further top-level fields of each request's JSON: additionalBodyProperty.service_tier=flex. Values that read
     * as JSON numbers, booleans, objects or arrays are sent as such. This is a multi-value option with prefix:
     * additionalBodyProperty.
     */
    private @Nullable Map<String, Object> additionalBodyProperty;

    /**
     * Further HTTP headers of each request: additionalHeader.X-Team=search. This is a multi-value option with
     * prefix: additionalHeader.
     */
    private @Nullable Map<String, Object> additionalHeader;

    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as
     * autowired) by looking up in the registry to find if there is a single instance of matching type, which then
     * gets configured on the component. This can be used for automatic configuring JDBC data sources, JMS
     * connection factories, AWS Clients, etc.
     */
    private @Nullable Boolean autowiredEnabled;

    /**
     * What judges the answer: #name of a Gate bean, or the location of a gate profile. Without it the gate that
     * ships with the component
     */
    private @Nullable String gate;

    /**
     * Asks for token log-probabilities where the provider has them: they are the best signal for confidence and
     * cost nothing
     */
    private @Nullable Boolean logprobs;

    /**
     * How many answers to ask for at once, 1 to 16: the first is the answer, the others tell the gate how far to
     * trust it. Each is a call that is paid for. Without it as many as the gate looks at that is going to judge
     */
    private @Nullable Integer samples;

    /**
     * How many retries the endpoint bears, as a share of the calls of the last minute, 0 to 1; ten a minute are
     * always allowed
     */
    private @Nullable Double retryBudget;

    /**
     * Instructions of single further samples, put before all others, so that they do not repeat the first:
     * samplePrompt.2=Work it out in another way. Numbers are from 2. This is a multi-value option with prefix:
     * samplePrompt.
     */
    private @Nullable Map<String, Object> samplePrompt;

    /**
     * Has the model state its confidence on a last line, which is taken out of the answer: the signal self.stated.
     * For answers in free text only
     */
    private @Nullable Boolean selfStated;

    /**
     * Asks the same model whether its answer is right, in a call of its own that is paid for: the signal self.true
     */
    private @Nullable Boolean selfCheck;

    /**
     * An endpoint that is sent question and answer, and gives a score from 0 to 1: the signal judge.score. One with
     * options of its own is written within RAW(). What it costs is part of the answer's cost
     */
    private @Nullable String judge;

    /**
     * What the model is asked for: chat, an answer; or embeddings, vectors of the text or the list of texts in the
     * body, which becomes a list of float arrays in the same order
     */
    private @Nullable Operation operation;

    /**
     * How long the vectors are to be, with operation=embeddings. Without it as long as the model makes them
     */
    private @Nullable Integer dimensions;

    /**
     * cascadeflow:langchain4j and cascadeflow:spring-ai only: the ChatModel of that library in the registry, as #name.
     * Without it the only one that there is
     */
    private @Nullable String chatModel;

    /**
     * cascadeflow:langchain4j only: the StreamingChatModel in the registry that tells answers piece by piece, as
     * #name. Without it, and without chatModel, the only one that there is
     */
    private @Nullable String streamingChatModel;

    /**
     * An EmbeddingModel of LangChain4j in the registry, as #name. It measures how near question, answer and
     * samples are in meaning: the signals embedding.similarity and embedding.agreement
     */
    private @Nullable String embeddingModel;

    /**
     * Where a recording with labelled answers of this model is, such as file:answers.jsonl: how its drafts did on the
     * questions nearest to the one asked is the signal history.right
     */
    private @Nullable String history;

    /**
     * Where the offline providers read their answers: a recording for recorded, a script for scripted; such as
     * file:demo.yaml or classpath:demo.yaml
     */
    private @Nullable String source;

    /**
     * What becomes of a request that needs what its model is known not to have: fail refuses it before the call;
     * degrade asks for a schema in words and goes without log-probabilities, and the header
     * CamelCascadeFlowUnsupported tells. Without tools or images no request is made either way
     */
    private @Nullable OnUnsupported onUnsupported;

    /**
     * How many alternatives to ask for with each token's log-probability, 0 to 20
     */
    private @Nullable Integer topLogprobs;

    /**
     * The most threads that calls through the camel transport use where the JVM has no virtual threads: as many
     * calls are in flight, further ones wait
     */
    private @Nullable Integer transportThreads;

    /**
     * The name of the MeterRegistry of Micrometer's to count in; without it the only one in the registry, or the only
     * composite of several, or all of them
     */
    private @Nullable String meterRegistry;

    /**
     * From which age in days on the health check of the shipped prices is down; 0 for never
     */
    private @Nullable Integer maxPriceAgeDays;

    /**
     * How often in seconds a configuration in a file: is looked at: what has changed takes the place of what was there as a
     * whole, or is rejected as a whole; 0 for never
     */
    private @Nullable Integer reloadSeconds;

    /**
     * The provider's API key. Without it the provider's usual environment variable is read
     */
    private @Nullable String apiKey;

    /**
     * cascadeflow:retrieve only: who gives passages: the URI of an endpoint that answers a question with a list of
     * them, or #bean for a Retriever or a ContentRetriever of LangChain4j. Without it and without folder the bean that
     * the path names
     */
    private @Nullable String from;

    /**
     * cascadeflow:retrieve only: a folder of Markdown and plain text that is indexed when the route starts, by Lucene
     */
    private @Nullable String folder;

    /**
     * cascadeflow:retrieve only: where the index of folder is written, anew at each start. Without it in memory
     */
    private @Nullable String index;

    /**
     * cascadeflow:retrieve only: how many passages at most, 1 to 64
     */
    private @Nullable Integer top;

    /**
     * cascadeflow:retrieve only: the least score, by the source's own measure, of passages that have one. Without it
     * any
     */
    private @Nullable Double minScore;

    /**
     * cascadeflow:retrieve only: an expression of the simple language, such as
     * <code>${header.CamelCascadeFlowTenant}</code>, whose value passages have to belong to; when it has none, nothing
     * is retrieved and the exchange fails. Without it all passages may be given
     */
    private @Nullable String filter;

    /**
     * cascadeflow:retrieve only: the most characters of all passages together, 200 to 200000
     */
    private @Nullable Integer maxChars;

    /**
     * cascadeflow:retrieve only: what is asked of citations: off, none are asked for; noted, headers tell them; valid,
     * an answer that cites what was not given is never accepted; required, nor one that cites nothing
     */
    private @Nullable Citing citations;

    /**
     * cascadeflow:retrieve only: what to do when the source fails or takes too long: fail the exchange, or proceed
     * without passages
     */
    private @Nullable OnFailure onFailure;

    /**
     * cascadeflow:retrieve only: the answer when nothing is found, with which the route ends. Without it the route
     * goes on without passages
     */
    private @Nullable String emptyAnswer;

    /**
     * cascadeflow:retrieve only: the longest that passages are waited for. An earlier CamelCascadeFlowDeadline wins
     */
    private @Nullable Duration retrievalTimeout;

    public @Nullable Double getAcceptAbove() {
        return acceptAbove;
    }

    public void setAcceptAbove(@Nullable Double acceptAbove) {
        this.acceptAbove = acceptAbove;
    }

    public @Nullable String getApi() {
        return api;
    }

    public void setApi(@Nullable String api) {
        this.api = api;
    }

    public @Nullable String getApiVersion() {
        return apiVersion;
    }

    public void setApiVersion(@Nullable String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public @Nullable String getDeployment() {
        return deployment;
    }

    public void setDeployment(@Nullable String deployment) {
        this.deployment = deployment;
    }

    public @Nullable String getProject() {
        return project;
    }

    public void setProject(@Nullable String project) {
        this.project = project;
    }

    public @Nullable String getRegion() {
        return region;
    }

    public void setRegion(@Nullable String region) {
        this.region = region;
    }

    public @Nullable String getAccessToken() {
        return accessToken;
    }

    public void setAccessToken(@Nullable String accessToken) {
        this.accessToken = accessToken;
    }

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable Boolean getBreaker() {
        return breaker;
    }

    public void setBreaker(@Nullable Boolean breaker) {
        this.breaker = breaker;
    }

    public @Nullable Double getBreakerFailureRate() {
        return breakerFailureRate;
    }

    public void setBreakerFailureRate(@Nullable Double breakerFailureRate) {
        this.breakerFailureRate = breakerFailureRate;
    }

    public @Nullable Integer getBreakerMinimumCalls() {
        return breakerMinimumCalls;
    }

    public void setBreakerMinimumCalls(@Nullable Integer breakerMinimumCalls) {
        this.breakerMinimumCalls = breakerMinimumCalls;
    }

    public @Nullable Duration getBreakerOpenFor() {
        return breakerOpenFor;
    }

    public void setBreakerOpenFor(@Nullable Duration breakerOpenFor) {
        this.breakerOpenFor = breakerOpenFor;
    }

    public @Nullable Duration getBreakerSlowCall() {
        return breakerSlowCall;
    }

    public void setBreakerSlowCall(@Nullable Duration breakerSlowCall) {
        this.breakerSlowCall = breakerSlowCall;
    }

    public @Nullable Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    public void setBridgeErrorHandler(@Nullable Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    public @Nullable String getBudget() {
        return budget;
    }

    public void setBudget(@Nullable String budget) {
        this.budget = budget;
    }

    public @Nullable Integer getBudgetedMaxTokens() {
        return budgetedMaxTokens;
    }

    public void setBudgetedMaxTokens(@Nullable Integer budgetedMaxTokens) {
        this.budgetedMaxTokens = budgetedMaxTokens;
    }

    public @Nullable Duration getConcurrentCallWait() {
        return concurrentCallWait;
    }

    public void setConcurrentCallWait(@Nullable Duration concurrentCallWait) {
        this.concurrentCallWait = concurrentCallWait;
    }

    public @Nullable String getConfiguration() {
        return configuration;
    }

    public void setConfiguration(@Nullable String configuration) {
        this.configuration = configuration;
    }

    public @Nullable CascadeFlowConfiguration getDefaults() {
        return defaults;
    }

    public void setDefaults(@Nullable CascadeFlowConfiguration defaults) {
        this.defaults = defaults;
    }

    public @Nullable InputType getInputType() {
        return inputType;
    }

    public void setInputType(@Nullable InputType inputType) {
        this.inputType = inputType;
    }

    public @Nullable String getJsonSchema() {
        return jsonSchema;
    }

    public void setJsonSchema(@Nullable String jsonSchema) {
        this.jsonSchema = jsonSchema;
    }

    public @Nullable Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    public void setLazyStartProducer(@Nullable Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }

    public @Nullable Integer getMaxConcurrentCalls() {
        return maxConcurrentCalls;
    }

    public void setMaxConcurrentCalls(@Nullable Integer maxConcurrentCalls) {
        this.maxConcurrentCalls = maxConcurrentCalls;
    }

    public @Nullable Integer getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(@Nullable Integer maxRetries) {
        this.maxRetries = maxRetries;
    }

    public @Nullable Integer getMaxTokens() {
        return maxTokens;
    }

    public void setMaxTokens(@Nullable Integer maxTokens) {
        this.maxTokens = maxTokens;
    }

    public @Nullable Class<?> getOutputClass() {
        return outputClass;
    }

    public void setOutputClass(@Nullable Class<?> outputClass) {
        this.outputClass = outputClass;
    }

    public @Nullable OutputType getOutputType() {
        return outputType;
    }

    public void setOutputType(@Nullable OutputType outputType) {
        this.outputType = outputType;
    }

    public @Nullable Boolean getRateLimitAware() {
        return rateLimitAware;
    }

    public void setRateLimitAware(@Nullable Boolean rateLimitAware) {
        this.rateLimitAware = rateLimitAware;
    }

    public @Nullable String getReasoningEffort() {
        return reasoningEffort;
    }

    public void setReasoningEffort(@Nullable String reasoningEffort) {
        this.reasoningEffort = reasoningEffort;
    }

    public @Nullable Duration getFirstTokenTimeout() {
        return firstTokenTimeout;
    }

    public void setFirstTokenTimeout(@Nullable Duration firstTokenTimeout) {
        this.firstTokenTimeout = firstTokenTimeout;
    }

    public @Nullable Duration getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(@Nullable Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public @Nullable Boolean getStreaming() {
        return streaming;
    }

    public void setStreaming(@Nullable Boolean streaming) {
        this.streaming = streaming;
    }

    public @Nullable Duration getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(@Nullable Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public @Nullable Long getSeed() {
        return seed;
    }

    public void setSeed(@Nullable Long seed) {
        this.seed = seed;
    }

    public @Nullable String getSystemMessage() {
        return systemMessage;
    }

    public void setSystemMessage(@Nullable String systemMessage) {
        this.systemMessage = systemMessage;
    }

    public @Nullable Double getTemperature() {
        return temperature;
    }

    public void setTemperature(@Nullable Double temperature) {
        this.temperature = temperature;
    }

    public @Nullable String getTiers() {
        return tiers;
    }

    public void setTiers(@Nullable String tiers) {
        this.tiers = tiers;
    }

    public @Nullable Double getTopP() {
        return topP;
    }

    public void setTopP(@Nullable Double topP) {
        this.topP = topP;
    }

    public @Nullable TransportKind getTransport() {
        return transport;
    }

    public void setTransport(@Nullable TransportKind transport) {
        this.transport = transport;
    }

    public @Nullable Map<String, Object> getAdditionalBodyProperty() {
        return additionalBodyProperty;
    }

    public void setAdditionalBodyProperty(@Nullable Map<String, Object> additionalBodyProperty) {
        this.additionalBodyProperty = additionalBodyProperty;
    }

    public @Nullable Map<String, Object> getAdditionalHeader() {
        return additionalHeader;
    }

    public void setAdditionalHeader(@Nullable Map<String, Object> additionalHeader) {
        this.additionalHeader = additionalHeader;
    }

    public @Nullable Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(@Nullable Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }

    public @Nullable String getGate() {
        return gate;
    }

    public void setGate(@Nullable String gate) {
        this.gate = gate;
    }

    public @Nullable Boolean getLogprobs() {
        return logprobs;
    }

    public void setLogprobs(@Nullable Boolean logprobs) {
        this.logprobs = logprobs;
    }

    public @Nullable Integer getSamples() {
        return samples;
    }

    public void setSamples(@Nullable Integer samples) {
        this.samples = samples;
    }

    public @Nullable Double getRetryBudget() {
        return retryBudget;
    }

    public void setRetryBudget(@Nullable Double retryBudget) {
        this.retryBudget = retryBudget;
    }

    public @Nullable Map<String, Object> getSamplePrompt() {
        return samplePrompt;
    }

    public void setSamplePrompt(@Nullable Map<String, Object> samplePrompt) {
        this.samplePrompt = samplePrompt;
    }

    public @Nullable Boolean getSelfStated() {
        return selfStated;
    }

    public void setSelfStated(@Nullable Boolean selfStated) {
        this.selfStated = selfStated;
    }

    public @Nullable Boolean getSelfCheck() {
        return selfCheck;
    }

    public void setSelfCheck(@Nullable Boolean selfCheck) {
        this.selfCheck = selfCheck;
    }

    public @Nullable String getJudge() {
        return judge;
    }

    public void setJudge(@Nullable String judge) {
        this.judge = judge;
    }

    public @Nullable Operation getOperation() {
        return operation;
    }

    public void setOperation(@Nullable Operation operation) {
        this.operation = operation;
    }

    public @Nullable Integer getDimensions() {
        return dimensions;
    }

    public void setDimensions(@Nullable Integer dimensions) {
        this.dimensions = dimensions;
    }

    public @Nullable String getChatModel() {
        return chatModel;
    }

    public void setChatModel(@Nullable String chatModel) {
        this.chatModel = chatModel;
    }

    public @Nullable String getStreamingChatModel() {
        return streamingChatModel;
    }

    public void setStreamingChatModel(@Nullable String streamingChatModel) {
        this.streamingChatModel = streamingChatModel;
    }

    public @Nullable String getEmbeddingModel() {
        return embeddingModel;
    }

    public void setEmbeddingModel(@Nullable String embeddingModel) {
        this.embeddingModel = embeddingModel;
    }

    public @Nullable String getHistory() {
        return history;
    }

    public void setHistory(@Nullable String history) {
        this.history = history;
    }

    public @Nullable String getSource() {
        return source;
    }

    public void setSource(@Nullable String source) {
        this.source = source;
    }

    public @Nullable OnUnsupported getOnUnsupported() {
        return onUnsupported;
    }

    public void setOnUnsupported(@Nullable OnUnsupported onUnsupported) {
        this.onUnsupported = onUnsupported;
    }

    public @Nullable Integer getTopLogprobs() {
        return topLogprobs;
    }

    public void setTopLogprobs(@Nullable Integer topLogprobs) {
        this.topLogprobs = topLogprobs;
    }

    public @Nullable Integer getTransportThreads() {
        return transportThreads;
    }

    public void setTransportThreads(@Nullable Integer transportThreads) {
        this.transportThreads = transportThreads;
    }

    public @Nullable String getMeterRegistry() {
        return meterRegistry;
    }

    public void setMeterRegistry(@Nullable String meterRegistry) {
        this.meterRegistry = meterRegistry;
    }

    public @Nullable Integer getReloadSeconds() {
        return reloadSeconds;
    }

    public void setReloadSeconds(@Nullable Integer reloadSeconds) {
        this.reloadSeconds = reloadSeconds;
    }

    public @Nullable Integer getMaxPriceAgeDays() {
        return maxPriceAgeDays;
    }

    public void setMaxPriceAgeDays(@Nullable Integer maxPriceAgeDays) {
        this.maxPriceAgeDays = maxPriceAgeDays;
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable String getFrom() {
        return from;
    }

    public void setFrom(@Nullable String from) {
        this.from = from;
    }

    public @Nullable String getFolder() {
        return folder;
    }

    public void setFolder(@Nullable String folder) {
        this.folder = folder;
    }

    public @Nullable String getIndex() {
        return index;
    }

    public void setIndex(@Nullable String index) {
        this.index = index;
    }

    public @Nullable Integer getTop() {
        return top;
    }

    public void setTop(@Nullable Integer top) {
        this.top = top;
    }

    public @Nullable Double getMinScore() {
        return minScore;
    }

    public void setMinScore(@Nullable Double minScore) {
        this.minScore = minScore;
    }

    public @Nullable String getFilter() {
        return filter;
    }

    public void setFilter(@Nullable String filter) {
        this.filter = filter;
    }

    public @Nullable Integer getMaxChars() {
        return maxChars;
    }

    public void setMaxChars(@Nullable Integer maxChars) {
        this.maxChars = maxChars;
    }

    public @Nullable Citing getCitations() {
        return citations;
    }

    public void setCitations(@Nullable Citing citations) {
        this.citations = citations;
    }

    public @Nullable OnFailure getOnFailure() {
        return onFailure;
    }

    public void setOnFailure(@Nullable OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    public @Nullable String getEmptyAnswer() {
        return emptyAnswer;
    }

    public void setEmptyAnswer(@Nullable String emptyAnswer) {
        this.emptyAnswer = emptyAnswer;
    }

    public @Nullable Duration getRetrievalTimeout() {
        return retrievalTimeout;
    }

    public void setRetrievalTimeout(@Nullable Duration retrievalTimeout) {
        this.retrievalTimeout = retrievalTimeout;
    }
}

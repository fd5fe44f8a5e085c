package io.cascadeflow.camel;

import io.cascadeflow.confidence.Citable.Demand;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of a cascadeflow endpoint. */
@UriParams
@Configurer
public class CascadeFlowConfiguration implements Cloneable {

    @UriParam(label = "security", secret = true)
    @Metadata(description = "The provider's API key. Without it the provider's usual environment variable is read")
    private @Nullable String apiKey;

    @UriParam
    @Metadata(
            description =
                    "Where the provider listens, such as http://gpu1:8000/v1. Without it the provider's own address")
    private @Nullable String baseUrl;

    @UriParam(enums = "chat,responses,tgi")
    @Metadata(
            description = "Which of the provider's protocols to speak: chat (Chat Completions) or responses "
                    + "(Responses), at providers of OpenAI's protocol; of huggingface also tgi, the own protocol of a server "
                    + "of Text Generation Inference. Without it chat, but responses for models that only it leads to")
    private @Nullable String api;

    @UriParam
    @Metadata(
            description =
                    "The version that the provider's address names: of azure the api-version, such as 2024-10-21, "
                            + "which also chooses the address with the deployment in its path; of gemini and vertex the "
                            + "version in the path. Without it the provider's own")
    private @Nullable String apiVersion;

    @UriParam
    @Metadata(
            description = "The name under which the model is deployed at azure. Without it the model's own name; with "
                    + "it the model's name stands for its price and its kind")
    private @Nullable String deployment;

    @UriParam
    @Metadata(
            description = "The Google Cloud project whose models are asked at vertex. Without it GOOGLE_CLOUD_PROJECT")
    private @Nullable String project;

    @UriParam
    @Metadata(
            description =
                    "Where the model runs: a location of vertex or a region of bedrock. Without it the provider's "
                            + "usual environment variables")
    private @Nullable String region;

    @UriParam(label = "security", secret = true)
    @Metadata(
            description =
                    "A bearer token in place of a key, at azure (Microsoft Entra ID), vertex (OAuth) and bedrock. "
                            + "It is used as it is and not renewed")
    private @Nullable String accessToken;

    @UriParam
    @Metadata(description = "Sampling temperature, 0 to 2. Without it the provider's default")
    private @Nullable Double temperature;

    @UriParam
    @Metadata(description = "Nucleus sampling, 0 to 1. Without it the provider's default")
    private @Nullable Double topP;

    @UriParam
    @Metadata(description = "Repeats the same draw at providers that can")
    private @Nullable Long seed;

    @UriParam
    @Metadata(description = "The most tokens to generate, hidden reasoning included. Without it the provider's default")
    private @Nullable Integer maxTokens;

    @UriParam(enums = "none,minimal,low,medium,high,max")
    @Metadata(description = "How long a reasoning model may think. Without it the provider's default")
    private @Nullable String reasoningEffort;

    @UriParam
    @Metadata(description = "Instructions to put before the conversation")
    private @Nullable String systemMessage;

    @UriParam(defaultValue = "auto", enums = "auto,text,json")
    @Metadata(
            description =
                    "How a text body is read: text is a prompt; json is an OpenAI-shaped request; auto is json when"
                            + " the Content-Type header says application/json, else text")
    private InputType inputType = InputType.auto;

    @UriParam(defaultValue = "text", enums = "text,reply")
    @Metadata(description = "What the body becomes: text is the answer's text; reply is the whole ChatReply")
    private OutputType outputType = OutputType.text;

    @UriParam
    @Metadata(
            supportFileReference = true,
            description = "A JSON Schema that the answer must fit: the schema itself, or its location such as"
                    + " classpath:invoice.schema.json")
    private @Nullable String jsonSchema;

    @UriParam
    @Metadata(description = "A class that the answer's JSON is bound to; the body becomes an instance of it")
    private @Nullable Class<?> outputClass;

    @UriParam(defaultValue = "600000", javaType = "java.time.Duration")
    @Metadata(
            description = "The longest a call may take, retries and the pauses between them included. An earlier"
                    + " CamelCascadeFlowDeadline wins")
    private long requestTimeout = 600_000;

    @UriParam(defaultValue = "false")
    @Metadata(
            description =
                    "Whether the exchange goes on as soon as the answer begins: the body is then a stream of its pieces,"
                            + " for split(body()).streaming() or as a java.util.concurrent.Flow.Publisher; of text, or of events with"
                            + " outputType=reply. A cascade tells nothing that it may have to take back")
    private boolean streaming;

    @UriParam(defaultValue = "60000", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "How long to wait for the first piece of a streamed answer before the attempt counts as failed",
            label = "advanced")
    private long firstTokenTimeout = 60_000;

    @UriParam(defaultValue = "60000", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "How long a streamed answer may pause between pieces before the attempt counts as failed; what only"
                            + " keeps the connection open does not count as a piece",
            label = "advanced")
    private long idleTimeout = 60_000;

    @UriParam(defaultValue = "2")
    @Metadata(description = "How often a failed attempt is repeated when the failure is transient, 0 to 10")
    private int maxRetries = 2;

    @UriParam(label = "advanced", defaultValue = "true")
    @Metadata(
            description =
                    "Stops asking an endpoint that is down: after too many failed calls everybody is refused at once for a while,"
                            + " then one call at a time finds out whether it is back. Endpoints with the same provider, address, model"
                            + " and options share it")
    private boolean breaker = true;

    @UriParam(label = "advanced", defaultValue = "0.5")
    @Metadata(
            description =
                    "The share of the last 20 calls, above 0 up to 1, that opens the breaker when they failed, or were slow")
    private double breakerFailureRate = 0.5;

    @UriParam(label = "advanced", defaultValue = "5")
    @Metadata(description = "Before so many calls the breaker judges nothing, 1 to 20")
    private int breakerMinimumCalls = 5;

    @UriParam(label = "advanced", defaultValue = "30000", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "How long the breaker lets nobody through before a call finds out whether the endpoint is back")
    private long breakerOpenFor = 30_000;

    @UriParam(label = "advanced", defaultValue = "0", javaType = "java.time.Duration")
    @Metadata(description = "A call that takes longer counts as slow for the breaker. 0: none does")
    private long breakerSlowCall;

    @UriParam(label = "advanced", defaultValue = "0")
    @Metadata(
            description =
                    "How many requests to the endpoint may be under way at once; further ones wait their turn without a thread."
                            + " 0: no limit")
    private int maxConcurrentCalls;

    @UriParam(label = "advanced", defaultValue = "5000", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "How long a request waits for its turn when maxConcurrentCalls are under way; then it fails as OVERLOADED. 0:"
                            + " not at all")
    private long concurrentCallWait = 5_000;

    @UriParam(label = "advanced", defaultValue = "true")
    @Metadata(
            description =
                    "Heeds what replies say is left of the provider's rate limits: a call that would go over them waits without a"
                            + " thread, or fails as RATE_LIMITED at once when its deadline comes first")
    private boolean rateLimitAware = true;

    @UriParam(label = "advanced", defaultValue = "0.1")
    @Metadata(
            description =
                    "How many retries the endpoint bears, as a share of the calls of the last minute, 0 to 1; ten a minute are"
                            + " always allowed")
    private double retryBudget = 0.1;

    @UriParam(defaultValue = "camel", enums = "camel,jdk,vertx")
    @Metadata(
            description =
                    "How HTTP is done: camel goes through Camel's http component, with its TLS, proxy and pool; jdk"
                            + " is non-blocking, for thousands of calls in flight; vertx is, too, and keeps a call that came"
                            + " on an event loop of Vert.x, such as the gateway's, on it")
    private TransportKind transport = TransportKind.camel;

    @UriParam(label = "advanced", prefix = "additionalHeader.", multiValue = true)
    @Metadata(description = "Further HTTP headers of each request: additionalHeader.X-Team=search")
    private @Nullable Map<String, Object> additionalHeader;

    @UriParam(label = "advanced", prefix = "additionalBodyProperty.", multiValue = true)
    @Metadata(
            description = "Further top-level fields of each request's JSON: additionalBodyProperty.service_tier=flex."
                    + " Values that read as JSON numbers, booleans, objects or arrays are sent as such")
    private @Nullable Map<String, Object> additionalBodyProperty;

    @UriParam(label = "advanced", defaultValue = "true")
    @Metadata(
            description = "Asks for token log-probabilities where the provider has them: they are the best signal for"
                    + " confidence and cost nothing")
    private boolean logprobs = true;

    @UriParam(label = "advanced", defaultValue = "fail", enums = "fail,degrade")
    @Metadata(
            description =
                    "What becomes of a request that needs what its model is known not to have: fail refuses it before the call;"
                            + " degrade asks for a schema in words and goes without log-probabilities, and the header"
                            + " CamelCascadeFlowUnsupported tells. Without tools or images no request is made either way")
    private OnUnsupported onUnsupported = OnUnsupported.fail;

    @UriParam(label = "advanced", defaultValue = "0")
    @Metadata(description = "How many alternatives to ask for with each token's log-probability, 0 to 20")
    private int topLogprobs;

    @UriParam(label = "advanced")
    @Metadata(
            description = "What judges the answer: #name of a Gate bean, or the location of a gate profile. Without it"
                    + " the gate that ships with the component")
    private @Nullable String gate;

    @UriParam(label = "advanced")
    @Metadata(
            description =
                    "How many answers to ask for at once, 1 to 16: the first is the answer, the others tell the gate"
                            + " how far to trust it. Each is a call that is paid for. Without it as many as the gate looks at"
                            + " that is going to judge")
    private @Nullable Integer samples;

    @UriParam(label = "advanced", prefix = "samplePrompt.", multiValue = true)
    @Metadata(
            description = "Instructions of single further samples, put before all others, so that they do not repeat"
                    + " the first: samplePrompt.2=Work it out in another way. Numbers are from 2")
    private @Nullable Map<String, Object> samplePrompt;

    @UriParam(label = "advanced", defaultValue = "false")
    @Metadata(
            description =
                    "Has the model state its confidence on a last line, which is taken out of the answer: the signal"
                            + " self.stated. For answers in free text only")
    private boolean selfStated;

    @UriParam(label = "advanced", defaultValue = "false")
    @Metadata(
            description = "Asks the same model whether its answer is right, in a call of its own that is paid for: the"
                    + " signal self.true")
    private boolean selfCheck;

    @UriParam(label = "advanced")
    @Metadata(
            description = "An endpoint that is sent question and answer, and gives a score from 0 to 1: the signal"
                    + " judge.score. One with options of its own is written within RAW(). What it costs is part of the"
                    + " answer's cost")
    private @Nullable String judge;

    @UriParam(defaultValue = "chat", enums = "chat,embeddings")
    @Metadata(
            description =
                    "What the model is asked for: chat, an answer; or embeddings, vectors of the text or the list of texts in"
                            + " the body, which becomes a list of float arrays in the same order")
    private Operation operation = Operation.chat;

    @UriParam
    @Metadata(
            description = "cascadeflow:langchain4j and cascadeflow:spring-ai only: the ChatModel of that library in the"
                    + " registry, as #name. Without it the only one that there is")
    private @Nullable String chatModel;

    @UriParam
    @Metadata(
            description =
                    "How long the vectors are to be, with operation=embeddings. Without it as long as the model makes them")
    private @Nullable Integer dimensions;

    @UriParam
    @Metadata(
            description =
                    "cascadeflow:langchain4j only: the StreamingChatModel in the registry that tells answers piece by"
                            + " piece, as #name. Without it, and without chatModel, the only one that there is")
    private @Nullable String streamingChatModel;

    @UriParam(label = "advanced")
    @Metadata(
            description = "An EmbeddingModel of LangChain4j in the registry, as #name. It measures how near question,"
                    + " answer and samples are in meaning: the signals embedding.similarity and embedding.agreement")
    private @Nullable String embeddingModel;

    @UriParam(label = "advanced")
    @Metadata(
            supportFileReference = true,
            description =
                    "Where a recording with labelled answers of this model is, such as file:answers.jsonl: how its"
                            + " drafts did on the questions nearest to the one asked is the signal history.right")
    private @Nullable String history;

    @UriParam(label = "advanced")
    @Metadata(
            supportFileReference = true,
            description = "Where the offline providers read their answers: a recording for recorded, a script for"
                    + " scripted; such as file:demo.yaml or classpath:demo.yaml")
    private @Nullable String source;

    @UriParam
    @Metadata(
            description =
                    "cascadeflow:cascade only: the tiers, in order, instead of those of the configuration. Each is a"
                            + " tier's name, a model such as openai:gpt-4o, or an endpoint URI; separated by commas")
    private @Nullable String tiers;

    @UriParam
    @Metadata(
            description = "cascadeflow:cascade only: the least confidence, 0 to 1, at which a draft of a tier without a"
                    + " threshold of its own is accepted. Does not apply to the last tier")
    private @Nullable Double acceptAbove;

    @UriParam
    @Metadata(
            description = "What each call must fit beside the budgets that apply to everything: the name of a budget of"
                    + " the configuration, or an amount in US dollars such as 0.05; several are separated by commas")
    private @Nullable String budget;

    @UriParam(label = "advanced", defaultValue = "4096")
    @Metadata(
            description =
                    "The most tokens to generate when a budget applies and neither the request nor maxTokens says: a"
                            + " budget needs a bound")
    private int budgetedMaxTokens = 4096;

    @UriParam(label = "retrieve")
    @Metadata(
            description =
                    "cascadeflow:retrieve only: who gives passages: the URI of an endpoint that answers a question with a list"
                            + " of them, or #bean for a Retriever or a ContentRetriever of LangChain4j. Without it and without"
                            + " folder the bean that the path names")
    private @Nullable String from;

    @UriParam(label = "retrieve")
    @Metadata(
            description =
                    "cascadeflow:retrieve only: a folder of Markdown and plain text that is indexed when the route starts, by"
                            + " Lucene")
    private @Nullable String folder;

    @UriParam(label = "retrieve")
    @Metadata(
            description =
                    "cascadeflow:retrieve only: where the index of folder is written, anew at each start. Without it in memory")
    private @Nullable String index;

    @UriParam(label = "retrieve", defaultValue = "5")
    @Metadata(description = "cascadeflow:retrieve only: how many passages at most, 1 to 64")
    private int top = 5;

    @UriParam(label = "retrieve")
    @Metadata(
            description =
                    "cascadeflow:retrieve only: the least score, by the source's own measure, of passages that have one."
                            + " Without it any")
    private @Nullable Double minScore;

    @UriParam(label = "retrieve")
    @Metadata(
            description = "cascadeflow:retrieve only: an expression of the simple language, such as"
                    + " ${header.CamelCascadeFlowTenant}, whose value passages have to belong to; when it has none,"
                    + " nothing is retrieved and the exchange fails. Without it all passages may be given")
    private @Nullable String filter;

    @UriParam(label = "retrieve", defaultValue = "20000")
    @Metadata(description = "cascadeflow:retrieve only: the most characters of all passages together, 200 to 200000")
    private int maxChars = 20_000;

    @UriParam(label = "retrieve", defaultValue = "noted", enums = "off,noted,valid,required")
    @Metadata(
            description =
                    "cascadeflow:retrieve only: what is asked of citations: off, none are asked for; noted, headers tell"
                            + " them; valid, an answer that cites what was not given is never accepted; required, nor one that"
                            + " cites nothing")
    private Citing citations = Citing.noted;

    @UriParam(label = "retrieve", defaultValue = "fail", enums = "fail,proceed")
    @Metadata(
            description =
                    "cascadeflow:retrieve only: what to do when the source fails or takes too long: fail the exchange, or"
                            + " proceed without passages")
    private OnFailure onFailure = OnFailure.fail;

    @UriParam(label = "retrieve")
    @Metadata(
            description =
                    "cascadeflow:retrieve only: the answer when nothing is found, with which the route ends. Without it the"
                            + " route goes on without passages")
    private @Nullable String emptyAnswer;

    @UriParam(label = "retrieve", defaultValue = "10000", javaType = "java.time.Duration")
    @Metadata(
            description = "cascadeflow:retrieve only: the longest that passages are waited for. An earlier"
                    + " CamelCascadeFlowDeadline wins")
    private long retrievalTimeout = 10_000;

    /** What a model is asked for. */
    public enum Operation {
        chat,
        embeddings
    }

    /** What becomes of a request that needs what its model does not have. */
    public enum OnUnsupported {
        fail,
        degrade
    }

    /** What becomes of a question whose source of passages failed. */
    public enum OnFailure {
        fail,
        proceed
    }

    /** What is asked of an answer's citations. */
    public enum Citing {
        off(Demand.OFF),
        noted(Demand.NOTED),
        valid(Demand.VALID),
        required(Demand.REQUIRED);

        private final Demand demand;

        Citing(Demand demand) {
            this.demand = demand;
        }

        Demand demand() {
            return demand;
        }
    }

    /** How HTTP is done. */
    public enum TransportKind {
        camel,
        jdk,
        vertx
    }

    /** How a text body is read. */
    public enum InputType {
        auto,
        text,
        json
    }

    /** What the body becomes. */
    public enum OutputType {
        text,
        reply
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
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

    public @Nullable Double getTemperature() {
        return temperature;
    }

    public void setTemperature(@Nullable Double temperature) {
        this.temperature = temperature;
    }

    public @Nullable Double getTopP() {
        return topP;
    }

    public void setTopP(@Nullable Double topP) {
        this.topP = topP;
    }

    public @Nullable Long getSeed() {
        return seed;
    }

    public void setSeed(@Nullable Long seed) {
        this.seed = seed;
    }

    public @Nullable Integer getMaxTokens() {
        return maxTokens;
    }

    public void setMaxTokens(@Nullable Integer maxTokens) {
        this.maxTokens = maxTokens;
    }

    public @Nullable String getReasoningEffort() {
        return reasoningEffort;
    }

    public void setReasoningEffort(@Nullable String reasoningEffort) {
        this.reasoningEffort = reasoningEffort;
    }

    public @Nullable String getSystemMessage() {
        return systemMessage;
    }

    public void setSystemMessage(@Nullable String systemMessage) {
        this.systemMessage = systemMessage;
    }

    public InputType getInputType() {
        return inputType;
    }

    public void setInputType(InputType inputType) {
        this.inputType = inputType;
    }

    public OutputType getOutputType() {
        return outputType;
    }

    public void setOutputType(OutputType outputType) {
        this.outputType = outputType;
    }

    public @Nullable String getJsonSchema() {
        return jsonSchema;
    }

    public void setJsonSchema(@Nullable String jsonSchema) {
        this.jsonSchema = jsonSchema;
    }

    public @Nullable Class<?> getOutputClass() {
        return outputClass;
    }

    public void setOutputClass(@Nullable Class<?> outputClass) {
        this.outputClass = outputClass;
    }

    public boolean isStreaming() {
        return streaming;
    }

    public void setStreaming(boolean streaming) {
        this.streaming = streaming;
    }

    public long getFirstTokenTimeout() {
        return firstTokenTimeout;
    }

    public void setFirstTokenTimeout(long firstTokenTimeout) {
        this.firstTokenTimeout = firstTokenTimeout;
    }

    public long getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(long idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public boolean isBreaker() {
        return breaker;
    }

    public void setBreaker(boolean breaker) {
        this.breaker = breaker;
    }

    public double getBreakerFailureRate() {
        return breakerFailureRate;
    }

    public void setBreakerFailureRate(double breakerFailureRate) {
        this.breakerFailureRate = breakerFailureRate;
    }

    public int getBreakerMinimumCalls() {
        return breakerMinimumCalls;
    }

    public void setBreakerMinimumCalls(int breakerMinimumCalls) {
        this.breakerMinimumCalls = breakerMinimumCalls;
    }

    public long getBreakerOpenFor() {
        return breakerOpenFor;
    }

    public void setBreakerOpenFor(long breakerOpenFor) {
        this.breakerOpenFor = breakerOpenFor;
    }

    public long getBreakerSlowCall() {
        return breakerSlowCall;
    }

    public void setBreakerSlowCall(long breakerSlowCall) {
        this.breakerSlowCall = breakerSlowCall;
    }

    public int getMaxConcurrentCalls() {
        return maxConcurrentCalls;
    }

    public void setMaxConcurrentCalls(int maxConcurrentCalls) {
        this.maxConcurrentCalls = maxConcurrentCalls;
    }

    public long getConcurrentCallWait() {
        return concurrentCallWait;
    }

    public void setConcurrentCallWait(long concurrentCallWait) {
        this.concurrentCallWait = concurrentCallWait;
    }

    public boolean isRateLimitAware() {
        return rateLimitAware;
    }

    public void setRateLimitAware(boolean rateLimitAware) {
        this.rateLimitAware = rateLimitAware;
    }

    public double getRetryBudget() {
        return retryBudget;
    }

    public void setRetryBudget(double retryBudget) {
        this.retryBudget = retryBudget;
    }

    public TransportKind getTransport() {
        return transport;
    }

    public void setTransport(TransportKind transport) {
        this.transport = transport;
    }

    public @Nullable Map<String, Object> getAdditionalHeader() {
        return additionalHeader;
    }

    public void setAdditionalHeader(@Nullable Map<String, Object> additionalHeader) {
        this.additionalHeader = additionalHeader;
    }

    public @Nullable Map<String, Object> getAdditionalBodyProperty() {
        return additionalBodyProperty;
    }

    public void setAdditionalBodyProperty(@Nullable Map<String, Object> additionalBodyProperty) {
        this.additionalBodyProperty = additionalBodyProperty;
    }

    public boolean isLogprobs() {
        return logprobs;
    }

    public void setLogprobs(boolean logprobs) {
        this.logprobs = logprobs;
    }

    public OnUnsupported getOnUnsupported() {
        return onUnsupported;
    }

    public void setOnUnsupported(OnUnsupported onUnsupported) {
        this.onUnsupported = onUnsupported;
    }

    public int getTopLogprobs() {
        return topLogprobs;
    }

    public void setTopLogprobs(int topLogprobs) {
        this.topLogprobs = topLogprobs;
    }

    public @Nullable String getGate() {
        return gate;
    }

    public void setGate(@Nullable String gate) {
        this.gate = gate;
    }

    public @Nullable Integer getSamples() {
        return samples;
    }

    public void setSamples(@Nullable Integer samples) {
        this.samples = samples;
    }

    public @Nullable Map<String, Object> getSamplePrompt() {
        return samplePrompt;
    }

    public void setSamplePrompt(@Nullable Map<String, Object> samplePrompt) {
        this.samplePrompt = samplePrompt;
    }

    public boolean isSelfStated() {
        return selfStated;
    }

    public void setSelfStated(boolean selfStated) {
        this.selfStated = selfStated;
    }

    public boolean isSelfCheck() {
        return selfCheck;
    }

    public void setSelfCheck(boolean selfCheck) {
        this.selfCheck = selfCheck;
    }

    public @Nullable String getJudge() {
        return judge;
    }

    public void setJudge(@Nullable String judge) {
        this.judge = judge;
    }

    public Operation getOperation() {
        return operation;
    }

    public void setOperation(Operation operation) {
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

    public @Nullable String getTiers() {
        return tiers;
    }

    public void setTiers(@Nullable String tiers) {
        this.tiers = tiers;
    }

    public @Nullable String getBudget() {
        return budget;
    }

    public void setBudget(@Nullable String budget) {
        this.budget = budget;
    }

    public int getBudgetedMaxTokens() {
        return budgetedMaxTokens;
    }

    public void setBudgetedMaxTokens(int budgetedMaxTokens) {
        this.budgetedMaxTokens = budgetedMaxTokens;
    }

    public @Nullable Double getAcceptAbove() {
        return acceptAbove;
    }

    public void setAcceptAbove(@Nullable Double acceptAbove) {
        this.acceptAbove = acceptAbove;
    }

    public CascadeFlowConfiguration copy() {
        try {
            return (CascadeFlowConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
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

    public int getTop() {
        return top;
    }

    public void setTop(int top) {
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

    public int getMaxChars() {
        return maxChars;
    }

    public void setMaxChars(int maxChars) {
        this.maxChars = maxChars;
    }

    public Citing getCitations() {
        return citations;
    }

    public void setCitations(Citing citations) {
        this.citations = citations;
    }

    public OnFailure getOnFailure() {
        return onFailure;
    }

    public void setOnFailure(OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    public @Nullable String getEmptyAnswer() {
        return emptyAnswer;
    }

    public void setEmptyAnswer(@Nullable String emptyAnswer) {
        this.emptyAnswer = emptyAnswer;
    }

    public long getRetrievalTimeout() {
        return retrievalTimeout;
    }

    public void setRetrievalTimeout(long retrievalTimeout) {
        this.retrievalTimeout = retrievalTimeout;
    }
}
